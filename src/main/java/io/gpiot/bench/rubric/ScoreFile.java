package io.gpiot.bench.rubric;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** People's scores as the form page exports them: CSV with a head line, fields in quotes where they need them. */
public final class ScoreFile {

    private static final List<String> HEAD =
            List.of("result", "judge", "rubric", "task", "sample", "grammar", "score", "reason");

    private ScoreFile() {}

    /**
     * @param result that the scores must be of
     * @param exhibits that may have been judged
     * @throws GpiotException USER with the line, where something is out of order
     */
    public static List<Score> read(Path file, String result, List<Exhibit> exhibits) {
        List<List<String>> rows;
        try {
            rows = rows(Files.readString(file));
        } catch (IOException e) {
            throw GpiotException.user("cannot read " + file + ": " + e.getMessage());
        }
        if (rows.isEmpty() || !rows.getFirst().equals(HEAD)) {
            throw GpiotException.user(file + " does not begin with the line " + String.join(",", HEAD));
        }
        Map<String, Rubric> rubrics = new HashMap<>();
        Rubric.all().forEach(rubric -> rubrics.put(rubric.key(), rubric));
        Set<String> known = exhibits.stream()
                .map(each -> each.task() + " " + each.sample() + " " + each.grammar() + " " + each.about())
                .collect(Collectors.toSet());
        List<Score> scores = new ArrayList<>();
        for (int number = 1; number < rows.size(); number++) {
            List<String> row = rows.get(number);
            String place = file + ", row " + (number + 1) + ": ";
            check(row.size() == HEAD.size(), place + HEAD.size() + " fields expected, there are " + row.size());
            check(
                    row.get(0).equals(result),
                    place + "these are scores of the result " + row.get(0) + ", not of " + result);
            check(!row.get(1).isBlank(), place + "nobody is named as the judge");
            Rubric rubric = rubrics.get(row.get(2));
            if (rubric == null) {
                throw GpiotException.user(place + "there is no rubric '" + row.get(2) + "'");
            }
            check(row.get(4).matches("\\d{1,4}"), place + "the sample must be a number, was '" + row.get(4) + "'");
            check(row.get(6).matches("[1-5]"), place + "a score is 1 to 5, was '" + row.get(6) + "'");
            boolean grammar = row.get(5).equals("true");
            check(
                    known.contains(row.get(3) + " " + row.get(4) + " " + grammar + " " + rubric.about()),
                    place + "the result has no such answer of '" + row.get(3) + "' for " + rubric.key());
            scores.add(new Score(
                    rubric.key(),
                    row.get(3),
                    Integer.parseInt(row.get(4)),
                    grammar,
                    Integer.parseInt(row.get(6)),
                    true,
                    row.get(1).strip(),
                    row.get(7).strip()));
        }
        return scores;
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw GpiotException.user(what);
        }
    }

    /** Rows of fields; a field in quotes may hold commas, line breaks, and quotes written twice. */
    static List<List<String>> rows(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        String all = text.replace("\r\n", "\n");
        all = all.startsWith("\ufeff") ? all.substring(1) : all; // spreadsheets put it there
        all = all.endsWith("\n") || all.isEmpty() ? all : all + "\n";
        for (int i = 0; i < all.length(); i++) {
            char c = all.charAt(i);
            if (quoted && c == '"' && i + 1 < all.length() && all.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                row.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    if (row.size() > 1 || !row.getFirst().isBlank()) {
                        rows.add(row);
                    }
                    row = new ArrayList<>();
                }
            } else {
                field.append(c);
            }
        }
        check(!quoted, "a field in quotes is not closed: the file was cut off");
        return rows;
    }
}
