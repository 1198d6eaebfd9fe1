package io.gpiot.data.read;

import io.gpiot.data.Level;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.decompose.SubTaskParser;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules that rows of several kinds share; data/README.md tells them to authors. */
final class Rules {

    static final int LEAST_SUB_TASKS = 5;
    static final int MOST_SUB_TASKS = 8;
    private static final int MOST_STEPS = 4;
    private static final int MOST_WORDS_OF_SUB_TASKS = 300;

    private Rules() {}

    static int words(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }

    static void topic(String topic, int line, Faults faults) {
        faults.unless(
                topic.matches("[a-z0-9]+(-[a-z0-9]+){0,7}"),
                line,
                "the topic must be a few words in kebab-case, was '" + topic + "'");
    }

    static Optional<Level> level(String text, int line, Faults faults) {
        Optional<Level> level = Arrays.stream(Level.values())
                .filter(each -> each.text().equals(text))
                .findFirst();
        faults.unless(level.isPresent(), line, "the level must be easy, medium or hard, was '" + text + "'");
        return level;
    }

    static void words(String what, String text, int least, int most, int line, Faults faults) {
        int words = words(text);
        faults.unless(
                words >= least && words <= most,
                line,
                what + " has " + words + " words, must have " + least + " to " + most);
    }

    static void distinct(List<Parameter> parameters, int line, Faults faults) {
        Set<String> names = new HashSet<>();
        for (Parameter parameter : parameters) {
            faults.unless(names.add(parameter.name()), line, "the name '" + parameter.name() + "' is there twice");
            faults.unless(!parameter.meaning().isBlank(), line, "'" + parameter.name() + "' has no meaning");
        }
    }

    /** Reads sub-tasks that must be written exactly as TDSLM is to answer. */
    static List<SubTask> subTasks(String text, int line, Faults faults) {
        List<SubTask> subTasks =
                faults.attempt(line, () -> SubTaskParser.parse(text)).orElse(List.of());
        if (subTasks.isEmpty()) {
            return subTasks;
        }
        String expected = SubTask.toText(subTasks);
        if (!expected.equals(text)) {
            int at = firstDifference(expected, text);
            faults.add(line + at, "not the shape of sub-tasks ('Sub-Task n [Name]', lines '- step', one blank line)");
        }
        counts(subTasks, line, faults);
        return subTasks;
    }

    static void counts(List<SubTask> subTasks, int line, Faults faults) {
        faults.unless(
                subTasks.size() >= LEAST_SUB_TASKS && subTasks.size() <= MOST_SUB_TASKS,
                line,
                "there are " + subTasks.size() + " sub-tasks, must be " + LEAST_SUB_TASKS + " to " + MOST_SUB_TASKS);
        for (SubTask subTask : subTasks) {
            faults.unless(
                    !subTask.steps().isEmpty() && subTask.steps().size() <= MOST_STEPS,
                    line,
                    "sub-task " + subTask.number() + " has " + subTask.steps().size() + " steps, must have 1 to "
                            + MOST_STEPS);
            faults.unless(words(subTask.name()) <= 7, line, "the name [" + subTask.name() + "] has more than 7 words");
        }
        words("the decomposition", SubTask.toText(subTasks), 40, MOST_WORDS_OF_SUB_TASKS, line, faults);
    }

    private static int firstDifference(String expected, String text) {
        List<String> wanted = expected.lines().toList();
        List<String> found = text.lines().toList();
        int at = 0;
        while (at < wanted.size() && at < found.size() && wanted.get(at).equals(found.get(at))) {
            at++;
        }
        return at;
    }
}
