package io.gpiot.data.read;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.data.DescriptionRow;
import io.gpiot.data.ExampleRow;
import io.gpiot.data.ProblemRow;
import io.gpiot.data.Row;
import io.gpiot.data.UsageRow;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Rows that a command makes by the thousand, a JSON line each; people write theirs as files of their own. */
public final class RowLines {

    /** The name by which such a file is known. */
    public static final String FILE = "rows.jsonl";

    private static final ObjectMapper LINES =
            Json.MAPPER.copy().disable(SerializationFeature.INDENT_OUTPUT).addMixIn(Row.class, Form.class);

    /** How a line says what it is. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "form")
    @JsonSubTypes({
        @Type(value = DescriptionRow.class, name = "description"),
        @Type(value = UsageRow.class, name = "usage"),
        @Type(value = ExampleRow.class, name = "example"),
        @Type(value = ProblemRow.class, name = "problem")
    })
    private interface Form {}

    private RowLines() {}

    public static void write(List<? extends Row> rows, Path folder) {
        StringBuilder lines = new StringBuilder();
        try {
            for (Row row : rows) {
                lines.append(LINES.writeValueAsString(row)).append('\n');
            }
        } catch (JsonProcessingException e) {
            throw GpiotException.internal("cannot write a row", e);
        }
        Json.writeText(folder.resolve(FILE), lines.toString());
    }

    /** @throws GpiotException USER that names the line, where one is no row */
    public static List<Row> read(Path file) {
        List<Row> rows = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Row row = LINES.readValue(line, Row.class);
                if (row == null || row.label() == null) {
                    throw GpiotException.user(
                            file + ", line " + (rows.size() + 1) + ": this is no row: it has no label");
                }
                rows.add(row);
            }
            return rows;
        } catch (JsonProcessingException e) {
            throw GpiotException.user(file + ", line " + (rows.size() + 1) + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw GpiotException.user("cannot read " + file + ": " + e.getMessage());
        }
    }
}
