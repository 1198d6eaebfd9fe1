package io.gpiot.data.crawl;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Documentation sites in a folder, such as unpacked documentation packages of Debian.
 *
 * @param folders by a name: the folder below the one searched, with a number where it holds several
 * @param licences by the same names: of the package's {@code copyright} file, or {@code unknown}
 */
public record LocalDocs(Map<String, Path> folders, Map<String, String> licences) {

    private static final Pattern FOR_ALL = Pattern.compile("(?s)(?:^|\\n)Files: \\*\\n(?:.*?\\n)?License: *(\\S+)");
    private static final Pattern FIRST = Pattern.compile("(?m)^License: *(\\S+)");
    private static final String UNKNOWN = "unknown";

    /** @throws GpiotException USER where there is no site */
    public static LocalDocs find(Path docs) {
        Map<String, Path> folders = new TreeMap<>();
        Map<String, String> licences = new LinkedHashMap<>();
        try {
            Files.walkFileTree(docs, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    if (!isSite(folder)) {
                        return FileVisitResult.CONTINUE;
                    }
                    String base = folder.equals(docs)
                            ? docs.toAbsolutePath().normalize().getFileName().toString()
                            : docs.relativize(folder).getName(0).toString();
                    String name = base;
                    for (int number = 2; folders.containsKey(name); number++) {
                        name = base + "-" + number;
                    }
                    folders.put(name, folder);
                    licences.put(name, licence(folder, docs));
                    return FileVisitResult.SKIP_SUBTREE;
                }
            });
        } catch (IOException e) {
            throw GpiotException.user("cannot look through " + docs + ": " + e.getMessage());
        }
        if (folders.isEmpty()) {
            throw GpiotException.user("there is no documentation made by Sphinx in " + docs
                    + ": no folder with index.html and objects.inv or _static; docs/crawling.md says how to get some");
        }
        return new LocalDocs(folders, licences);
    }

    private static boolean isSite(Path folder) {
        return Files.exists(folder.resolve("index.html"))
                && (Files.exists(folder.resolve("objects.inv")) || Files.isDirectory(folder.resolve("_static")));
    }

    /** From the nearest folder above that has a copyright file, or that has one folder with one beside the site's. */
    private static String licence(Path site, Path docs) {
        for (Path folder = site; folder != null && folder.startsWith(docs); folder = folder.getParent()) {
            Optional<Path> file = copyright(folder);
            if (file.isPresent()) {
                return read(file.get());
            }
        }
        return UNKNOWN;
    }

    private static Optional<Path> copyright(Path folder) {
        if (Files.isRegularFile(folder.resolve("copyright"))) {
            return Optional.of(folder.resolve("copyright"));
        }
        try (Stream<Path> beside = Files.list(folder)) {
            return beside.map(each -> each.resolve("copyright"))
                    .filter(Files::isRegularFile)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String read(Path copyright) {
        try {
            return licence(new String(Files.readAllBytes(copyright), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    /** Debian's short names are nearly SPDX's. */
    static String licence(String copyright) {
        Matcher all = FOR_ALL.matcher(copyright);
        Matcher first = FIRST.matcher(copyright);
        String name = all.find() ? all.group(1) : first.find() ? first.group(1) : UNKNOWN;
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "expat" -> "MIT";
            case "bsd-3", "bsd-3-clause" -> "BSD-3-Clause";
            case "bsd-2", "bsd-2-clause" -> "BSD-2-Clause";
            default -> name;
        };
    }
}
