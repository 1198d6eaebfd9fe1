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

    private static final Pattern FILE = Pattern.compile(
            "^```([^\\s`]+\\.[A-Za-z0-9]+)[ \\t]*\\R(.*?)^```[ \\t]*$", Pattern.DOTALL | Pattern.MULTILINE);

    /** @throws ApiError 400 where there are no data */
    static ChainMessage read(String content) {
        List<RunData.Upload> files = new ArrayList<>();
        Matcher matcher = FILE.matcher(content);
        StringBuilder rest = new StringBuilder();
        while (matcher.find()) {
            byte[] bytes = matcher.group(2).getBytes(StandardCharsets.UTF_8);
            files.add(new RunData.Upload(matcher.group(1), () -> new ByteArrayInputStream(bytes)));
            matcher.appendReplacement(rest, "");
        }
        matcher.appendTail(rest);
        if (files.isEmpty()) {
            throw ApiError.invalid(
                    "messages",
                    "gpiot runs its programs on your data: put each text file into the message as a block that begins with"
                            + " ``` and the file's name, such as ```walk.csv, or send files to POST /api/runs");
        }
        return new ChainMessage(rest.toString().strip(), new RunData.Uploaded(files));
    }
}
