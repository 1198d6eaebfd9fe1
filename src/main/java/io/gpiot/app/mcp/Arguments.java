package io.gpiot.app.mcp;

import io.gpiot.app.runs.RunData;
import io.gpiot.base.GpiotException;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client gave to a tool, read with errors that name the argument. */
final class Arguments {

    private static final int LONGEST_TEXT = 200_000;

    private final Map<String, Object> given;

    Arguments(@Nullable Map<String, Object> given) {
        this.given = given == null ? Map.of() : given;
    }

    String text(String name) {
        return optional(name).orElseThrow(() -> GpiotException.user("the argument '" + name + "' is missing"));
    }

    Optional<String> optional(String name) {
        Object value = given.get(name);
        if (value != null && !(value instanceof String)) {
            throw wrong(name, "text");
        }
        return Optional.ofNullable((String) value).map(text -> limited(name, text));
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object each : list(name)) {
            if (!(each instanceof String text)) {
                throw wrong(name, "a list of texts");
            }
            texts.add(limited(name, text));
        }
        return texts;
    }

    int whole(String name, int usual, int least, int most) {
        Object value = given.getOrDefault(name, usual);
        if (!(value instanceof Number number) || number.doubleValue() != number.intValue()) {
            throw wrong(name, "a whole number");
        }
        if (number.intValue() < least || number.intValue() > most) {
            throw GpiotException.user("'" + name + "' must be " + least + " to " + most + ", was " + number);
        }
        return number.intValue();
    }

    boolean flag(String name) {
        Object value = given.getOrDefault(name, false);
        if (!(value instanceof Boolean flag)) {
            throw wrong(name, "true or false");
        }
        return flag;
    }

    /** Each as {@code "name (type): meaning"}. */
    List<Parameter> parameters(String name) {
        return texts(name).stream().map(Parameter::parse).toList();
    }

    /** The same as values of which nothing more is known. */
    List<Value> values(String name) {
        return parameters(name).stream()
                .map(parameter -> new Value(parameter, ""))
                .toList();
    }

    /** Files that came with the call. */
    List<RunData.Upload> files(String name) {
        List<RunData.Upload> files = new ArrayList<>();
        for (Object each : list(name)) {
            if (!(each instanceof Map<?, ?> file)
                    || !(file.get("name") instanceof String place)
                    || !(file.get("text") instanceof String text)) {
                throw wrong(name, "a list of {name, text}");
            }
            files.add(new RunData.Upload(place, () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
        }
        return files;
    }

    /** {@code data}, a place under the folders that may be named, or {@code files}; empty where neither is given. */
    Optional<RunData> data(List<Path> folders) {
        List<RunData.Upload> files = files("files");
        Optional<String> place = optional("data");
        if (place.isPresent() && !files.isEmpty()) {
            throw GpiotException.user("give either 'data' or 'files'");
        }
        return place.<RunData>map(name -> new RunData.Local(allowed(name, folders)))
                .or(() -> files.isEmpty() ? Optional.empty() : Optional.of(new RunData.Uploaded(files)));
    }

    /** Links are followed first: what counts is where a place really is. */
    private static Path allowed(String name, List<Path> folders) {
        if (folders.isEmpty()) {
            throw GpiotException.user("this server reads no files of its disk: give 'files' instead of 'data'");
        }
        try {
            for (Path folder : folders) {
                Path root = folder.toRealPath();
                Path place = root.resolve(name);
                if (place.toFile().exists() && place.toRealPath().startsWith(root)) {
                    return place.toRealPath();
                }
            }
        } catch (IOException | java.nio.file.InvalidPathException e) {
            throw GpiotException.user("cannot use the data at '" + name + "'");
        }
        throw GpiotException.user("there is nothing at '" + name + "' in the folders that may be read; start the server"
                + " with --data FOLDER to allow another one");
    }

    private List<?> list(String name) {
        Object value = given.getOrDefault(name, List.of());
        if (!(value instanceof List<?> list)) {
            throw wrong(name, "a list");
        }
        return list;
    }

    private static String limited(String name, String text) {
        if (text.length() > LONGEST_TEXT) {
            throw GpiotException.user("'" + name + "' has " + text.length() + " characters, more than " + LONGEST_TEXT);
        }
        return text;
    }

    private static GpiotException wrong(String name, String expected) {
        return GpiotException.user("'" + name + "' must be " + expected);
    }
}
