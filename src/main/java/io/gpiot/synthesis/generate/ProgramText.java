package io.gpiot.synthesis.generate;

import io.gpiot.engine.Answer;
import io.gpiot.synthesis.Candidate;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.ValueType;
import io.gpiot.synthesis.WrongType;
import io.gpiot.synthesis.guard.Returns;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes code and documentation out of an answer of the shape: one python block, then {@code ## Documentation}. */
public final class ProgramText {

    private static final Pattern OPEN = Pattern.compile("(?m)^[ \\t]*```[ \\t]*(?:python|py|Python|python3)?[ \\t]*$");
    private static final Pattern CLOSE = Pattern.compile("(?m)^[ \\t]*```[ \\t]*$");
    private static final Pattern DOCUMENTATION = Pattern.compile("(?mi)^#{1,4}[ \\t]*documentation[ \\t]*:?[ \\t]*$");
    private static final Pattern PLAIN_IMPORT = Pattern.compile("import ([\\w.]+)(?: as (\\w+))?");
    private static final Pattern FROM_IMPORT = Pattern.compile("(from [\\w.]+ import )(\\w+(?:, *\\w+)*)");

    private ProgramText() {}

    /**
     * The first code block, without its fences.
     *
     * @param answer prefill included
     * @param closed whether the answer ended by itself, so that a missing closing fence is no loss: it may have been
     *     the stop string
     * @return empty where there is no block, or the block was cut off
     */
    public static Optional<String> code(String answer, boolean closed) {
        Matcher open = OPEN.matcher(answer);
        if (!open.find()) {
            return Optional.empty();
        }
        String rest = answer.substring(Math.min(open.end() + 1, answer.length()));
        Matcher close = CLOSE.matcher(rest);
        if (close.find()) {
            rest = rest.substring(0, close.start());
        } else if (!closed) {
            return Optional.empty();
        }
        return rest.isBlank()
                ? Optional.empty()
                : Optional.of(withoutUnusedImports(rest).strip() + "\n");
    }

    /** The candidate with the docstring that its amended specification gives it. */
    public static Candidate amended(Candidate candidate, Specification before, Specification amended) {
        return withCode(candidate, candidate.code().replace(Stub.of(before), Stub.of(amended)));
    }

    /**
     * The candidate with those outputs as arrays that are specified as such: a list becomes one, and where a tuple was returned
     * in which there is one array ({@code find_peaks} gives its peaks and their properties), it is this one.
     *
     * @param wrong what was seen of one output
     * @return empty where the text does not show which value is which
     */
    public static Optional<Candidate> withArrays(Candidate candidate, Specification specification, WrongType wrong) {
        List<Parameter> outputs = specification.outputs();
        Map<Integer, UnaryOperator<String>> changes = new TreeMap<>();
        for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i).type() == ValueType.ARRAY) {
                int part = outputs.get(i).name().equals(wrong.output()) ? onlyArray(wrong.parts()) : -1;
                changes.put(i, part < 0 ? Returns::asArray : Returns.part(part));
            }
        }
        return Returns.changed(candidate.code(), specification.entryPoint(), outputs.size(), changes)
                .map(code -> withCode(candidate, code));
    }

    /** The place of the only array in it, or -1. */
    private static int onlyArray(List<String> parts) {
        String array = ValueType.ARRAY.python();
        int first = parts.indexOf(array);
        return first == parts.lastIndexOf(array) ? first : -1;
    }

    private static Candidate withCode(Candidate candidate, String code) {
        return new Candidate(
                candidate.subTask(),
                candidate.index(),
                candidate.seed(),
                candidate.tokens(),
                code,
                candidate.documentation());
    }

    /** What follows the documentation's heading, else what follows the code block; empty where nothing does. */
    public static String documentation(String answer) {
        Matcher heading = DOCUMENTATION.matcher(answer);
        if (heading.find()) {
            return answer.substring(heading.end()).strip();
        }
        Matcher open = OPEN.matcher(answer);
        if (!open.find()) {
            return "";
        }
        Matcher close = CLOSE.matcher(answer);
        return close.find(open.end()) ? answer.substring(close.end()).strip() : "";
    }

    /** A documentation's whole sentences only, where the token limit cut the text. */
    public static String wholeSentences(Answer answer) {
        String text = answer.text().strip();
        int end = Math.max(text.lastIndexOf(". "), text.lastIndexOf(".\n"));
        return answer.finish() == Answer.Finish.LENGTH && end > 0 ? text.substring(0, end + 1) : text;
    }

    /** The prefill imports what most programs need, which also tells the model what there is; no program carries it all. */
    private static String withoutUnusedImports(String code) {
        String body = code.lines()
                .map(String::strip)
                .filter(line -> !PLAIN_IMPORT.matcher(line).matches()
                        && !FROM_IMPORT.matcher(line).matches())
                .collect(Collectors.joining("\n"));
        return code.lines()
                .map(line -> trimmed(line, body))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("\n"));
    }

    /** The line without the names that the body does not use; empty where none is left. */
    private static Optional<String> trimmed(String line, String body) {
        Matcher plain = PLAIN_IMPORT.matcher(line);
        if (plain.matches()) {
            String bound = plain.group(2) != null ? plain.group(2) : plain.group(1);
            return uses(body, bound) ? Optional.of(line) : Optional.empty();
        }
        Matcher from = FROM_IMPORT.matcher(line);
        if (!from.matches()) {
            return Optional.of(line);
        }
        String names = Arrays.stream(from.group(2).split(",\\s*"))
                .filter(name -> uses(body, name))
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? Optional.empty() : Optional.of(from.group(1) + names);
    }

    private static boolean uses(String body, String name) {
        return Pattern.compile("\\b" + Pattern.quote(name) + "\\b")
                .matcher(body)
                .find();
    }

    /** Strings that no program of ours goes on after: the fence, and example calls below the function. */
    public static List<String> stops() {
        return Arrays.asList("\n```", "\nif __name__", "\nprint(", "\n# Example", "\n# Usage", "\n# Test");
    }
}
