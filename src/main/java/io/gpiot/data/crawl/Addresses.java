package io.gpiot.data.crawl;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which links lead to pages of a site, each under one name. */
final class Addresses {

    private static final int LONGEST = 500;
    private static final int MOST_REPEATS = 3;

    /** Lists of links, copies of sources, and searches: nothing that other pages do not say. */
    private static final Pattern POINTLESS = Pattern.compile(
            ".*/(_modules|_sources|_static|_images|_downloads)/.*|.*/(genindex[^/]*|py-modindex|search|searchindex)\\.html");

    private Addresses() {}

    /** The folder that the start address lies in: a crawl stays below it. */
    static URI folder(URI start) {
        URI folder = start.resolve(".").normalize();
        String authority = folder.getRawAuthority();
        return authority == null
                ? folder
                : URI.create(folder.getScheme().toLowerCase(Locale.ROOT) + "://" + authority.toLowerCase(Locale.ROOT)
                        + folder.getRawPath());
    }

    /**
     * The page that a link leads to: without fragment and query, normalised.
     *
     * @return empty where it leads out of the folder, to no page, or into a trap of ever longer paths
     */
    static Optional<URI> page(URI from, String link, URI folder) {
        URI to;
        try {
            URI raw = from.resolve(new URI(link.strip().replace(" ", "%20")));
            String path = raw.getRawPath() == null || raw.getRawPath().isEmpty() ? "/" : raw.getRawPath();
            if (raw.getScheme() == null || raw.getRawAuthority() == null) {
                return Optional.empty();
            }
            to = new URI(raw.getScheme().toLowerCase(Locale.ROOT) + "://"
                            + raw.getRawAuthority().toLowerCase(Locale.ROOT) + path)
                    .normalize();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
        String text = to.toString();
        String file = text.substring(text.lastIndexOf('/') + 1);
        boolean page = !file.contains(".") || file.matches(".*\\.(x?html?|php|jsp)");
        boolean good = text.startsWith(folder.toString())
                && page
                && !POINTLESS.matcher(text).matches()
                && !isTrap(text);
        return good ? Optional.of(to) : Optional.empty();
    }

    /** {@code /a/b/a/b/a/b/}: a link that is relative by mistake leads ever deeper. */
    private static boolean isTrap(String address) {
        Map<String, Long> counts = Arrays.stream(address.split("/"))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return address.length() > LONGEST || counts.values().stream().anyMatch(count -> count >= MOST_REPEATS);
    }
}
