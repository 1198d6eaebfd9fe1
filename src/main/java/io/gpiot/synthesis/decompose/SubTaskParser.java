package io.gpiot.synthesis.decompose;

import io.gpiot.base.GpiotException;
import io.gpiot.synthesis.SubTask;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads decompositions: strictly written ones, a user's edits, and what an unconstrained model makes of the shape
 * (Markdown headings, bold, colons, other bullets). Numbers are given anew, in order.
 */
public final class SubTaskParser {

    private static final Pattern HEAD = Pattern.compile(
            "^[#*\\s]*sub-?\\s?task\\s*(\\d+)\\s*[:.)*-]*\\s*(?:\\[([^\\]]*)]|(.*))\\**\\s*$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern STEP = Pattern.compile("^\\s*(?:[-*+•]|\\d+[.)])\\s+(.*\\S)\\s*$");
    private static final Pattern STRICT_HEAD = Pattern.compile("Sub-Task \\d+ \\[[^\\[\\]\\n]+]");

    private SubTaskParser() {}

    /** @throws GpiotException USER that names the line, where there is no sub-task or one has no name or no step */
    public static List<SubTask> parse(String text) {
        List<SubTask> subTasks = new ArrayList<>();
        Draft open = new Draft("", 0, List.of());
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            Matcher head = HEAD.matcher(line);
            Matcher step = STEP.matcher(line);
            if (head.matches()) {
                open.addTo(subTasks);
                open = new Draft(name(head, number), number, new ArrayList<>());
            } else if (open.line() > 0 && step.matches()) {
                open.steps().add(step.group(1).replace("**", ""));
            }
        }
        open.addTo(subTasks);
        if (subTasks.isEmpty()) {
            throw GpiotException.user("found no sub-task: write 'Sub-Task 1 [Name]', then lines '- step'");
        }
        return List.copyOf(subTasks);
    }

    /**
     * Whether an answer keeps to the shape (the paper's FCR counts such answers): every sub-task begins with its head
     * line and steps follow without gaps, and between two sub-tasks is exactly one blank line.
     */
    public static boolean wellFormed(String answer) {
        for (String block : answer.strip().split("\n\n", -1)) {
            List<String> lines = block.lines().toList();
            if (lines.size() < 2
                    || block.startsWith("\n")
                    || !STRICT_HEAD.matcher(lines.getFirst()).matches()
                    || !lines.stream().skip(1).allMatch(line -> line.startsWith("- ") && line.length() > 2)) {
                return false;
            }
        }
        return true;
    }

    private static String name(Matcher head, int line) {
        String name = head.group(2) != null ? head.group(2) : head.group(3);
        name = name.replaceAll("[\\[\\]*]", "").strip();
        if (name.isEmpty()) {
            throw GpiotException.user("line " + line + ": a sub-task needs a name: 'Sub-Task 1 [Name]'");
        }
        return name;
    }

    private record Draft(String name, int line, List<String> steps) {

        void addTo(List<SubTask> subTasks) {
            if (line == 0) {
                return;
            }
            if (steps.isEmpty()) {
                throw GpiotException.user(
                        "line " + line + ": sub-task [" + name + "] has no step: write lines '- step' below it");
            }
            subTasks.add(new SubTask(subTasks.size() + 1, name, steps));
        }
    }
}
