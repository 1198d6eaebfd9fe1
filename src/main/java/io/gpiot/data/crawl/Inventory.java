package io.gpiot.data.crawl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.InflaterInputStream;

/**
 * What a Sphinx site says that it describes: objects.inv, version 2, four lines of head and then compressed lines
 * {@code name domain:role priority place display}.
 *
 * @param project the package's name
 * @param objects by name: those of Python that the site wants to be found
 * @param places of all pages, relative to the site's folder
 */
public record Inventory(String project, String version, Map<String, Item> objects, List<String> places) {

    private static final Pattern LINE = Pattern.compile("(.+?)\\s+(\\S+:\\S+)\\s+(-?\\d+)\\s+(\\S*)\\s+(.*)");
    private static final int HEAD_LINES = 4;
    private static final int MOST_BYTES = 64 << 20;

    /**
     * @param role such as {@code function}
     * @param place relative to the site's folder, with fragment
     */
    public record Item(String role, String place) {}

    public Inventory {
        objects = Map.copyOf(objects);
        places = List.copyOf(places);
    }

    /** Empty where the bytes are no inventory of version 2. */
    public static Optional<Inventory> parse(byte[] bytes) {
        int start = 0;
        List<String> head = new ArrayList<>();
        for (int at = 0; at < bytes.length && head.size() < HEAD_LINES; at++) {
            if (bytes[at] == '\n') {
                head.add(new String(bytes, start, at - start, StandardCharsets.UTF_8).strip());
                start = at + 1;
            }
        }
        if (head.size() < HEAD_LINES || !head.getFirst().equals("# Sphinx inventory version 2")) {
            return Optional.empty();
        }
        byte[] packed = Arrays.copyOfRange(bytes, start, bytes.length);
        try (var in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            return Optional.of(read(after(head.get(1), "# Project:"), after(head.get(2), "# Version:"), text));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Inventory read(String project, String version, String text) {
        Map<String, Item> objects = new LinkedHashMap<>();
        List<String> places = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                continue;
            }
            String name = matcher.group(1);
            String place = matcher.group(4).replaceFirst("\\$$", Matcher.quoteReplacement(name));
            boolean hidden = Integer.parseInt(matcher.group(3)) < 0;
            if (matcher.group(2).startsWith("py:") && !hidden) {
                objects.put(name, new Item(matcher.group(2).substring("py:".length()), place));
            }
            if (!place.isEmpty()) {
                places.add(place.replaceFirst("#.*", ""));
            }
        }
        return new Inventory(
                project, version, objects, places.stream().distinct().toList());
    }

    private static String after(String line, String key) {
        return line.startsWith(key) ? line.substring(key.length()).strip() : "";
    }
}
