package io.gpiot.app.web.runs;

import io.gpiot.app.runs.RunData;
import io.gpiot.app.web.ApiError;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chat's message as a requirement and its data: fenced blocks whose first line names a file, such as {@code ```walk.csv}.
 *
 * @param requirement what is left of the message
 */
record ChainMessage(String requirement, RunData.Uploaded data) {

    private static final Pattern OPENING = Pattern.compile("```([^\\s`]+\\.[A-Za-z0-9]+)\\s*");
    private static final String FENCE = "```";

    /** @throws ApiError 400 where there are no data */
    static ChainMessage read(String content) {
        List<RunData.Upload> files = new ArrayList<>();
        StringBuilder requirement = new StringBuilder();
        StringBuilder file = new StringBuilder();
        String name = "";
        for (String line : content.lines().toList()) {
            Matcher opening = OPENING.matcher(line);
            if (name.isEmpty() && opening.matches()) {
                name = opening.group(1);
            } else if (name.isEmpty()) {
                requirement.append(line).append('\n');
            } else if (line.stripTrailing().equals(FENCE)) {
                files.add(upload(name, file.toString()));
                file.setLength(0);
                name = "";
            } else {
                file.append(line).append('\n');
            }
        }
        if (!name.isEmpty()) {
            throw ApiError.invalid("messages", "the block of '" + name + "' does not end: close it with a line ```");
        }
        if (files.isEmpty()) {
            throw ApiError.invalid(
                    "messages",
                    "gpiot runs its programs on your data: put each text file into the message as a block that begins with"
                            + " ``` and the file's name, such as ```walk.csv, or send files to POST /api/runs");
        }
        return new ChainMessage(requirement.toString().strip(), new RunData.Uploaded(files));
    }

    private static RunData.Upload upload(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new RunData.Upload(name, () -> new ByteArrayInputStream(bytes));
    }
}
