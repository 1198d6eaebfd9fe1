package io.gpiot.data.read;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The domains, and the topics of each that belong to gpiot-bench alone: the file {@code topics.md} beside the rows, lines
 * {@code - domain: topic, topic}.
 */
public record Topics(Map<String, Set<String>> reserved) {

    /** No domains known, nothing reserved. */
    public static final Topics NONE = new Topics(Map.of());

    public static final String FILE = "topics.md";

    private static final Pattern LINE = Pattern.compile("- ([a-z0-9-]+): *(.*)");

    public Topics {
        reserved = Map.copyOf(reserved);
    }

    static Topics parse(String text) {
        Map<String, Set<String>> reserved = new TreeMap<>();
        for (String line : text.lines().toList()) {
            Matcher matcher = LINE.matcher(line.strip());
            if (matcher.matches()) {
                Set<String> topics = new TreeSet<>();
                for (String topic : matcher.group(2).split("[,\\s]+")) {
                    if (!topic.isEmpty()) {
                        topics.add(topic);
                    }
                }
                reserved.put(matcher.group(1), topics);
            }
        }
        return new Topics(reserved);
    }

    /** Of the nearest folder above a file or folder that has a {@value #FILE}. */
    public static Optional<Topics> above(Path place) {
        for (Path folder = place.toAbsolutePath().normalize(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve(FILE);
            if (Files.isRegularFile(file)) {
                try {
                    return Optional.of(parse(Files.readString(file)));
                } catch (IOException e) {
                    throw GpiotException.resources("cannot read " + file + ": " + e.getMessage(), e);
                }
            }
        }
        return Optional.empty();
    }

    public boolean knows(String domain) {
        return reserved.isEmpty() || reserved.containsKey(domain);
    }

    /** Whether the bench has the topic, in whatever domain. */
    public boolean isReserved(String topic) {
        return reserved.values().stream().anyMatch(topics -> topics.contains(topic));
    }
}
