package io.gpiot.bench.suite;

import io.gpiot.data.CodeTask;
import io.gpiot.data.ContentHash;
import io.gpiot.data.Label;
import io.gpiot.data.Level;
import io.gpiot.data.ProgramRow;
import io.gpiot.data.examine.Examiner;
import io.gpiot.synthesis.Specification;
import java.util.List;

/**
 * A code task.
 *
 * @param level empty where the suite has none
 * @param head code that stands before every program: the task's own imports and helpers, or empty
 * @param reference passes the test
 * @param naive a plausible program that must fail, or empty
 * @param test defines {@code check(candidate)}
 */
public record CodeItem(
        String id,
        String domain,
        String level,
        Question question,
        String entryPoint,
        String head,
        String reference,
        String naive,
        String test) {

    public static CodeItem of(CodeTask task) {
        return specified(task.label(), task.level(), task.specification(), task.reference(), task.naive(), task.test());
    }

    public static CodeItem of(ProgramRow row) {
        return specified(row.label(), row.level(), row.specification(), row.code(), "", row.test());
    }

    private static CodeItem specified(
            Label label, Level level, Specification specification, String reference, String naive, String test) {
        return new CodeItem(
                label.id(),
                label.domain(),
                level.text(),
                new Question.Specified(specification),
                specification.entryPoint(),
                "",
                reference,
                naive,
                test);
    }

    /** Of all that an answer and its verdict depend on. */
    public String hash() {
        return ContentHash.of(question.text(), entryPoint, head, reference, test);
    }

    /** Whole programs that answer it, to be examined. */
    public Examiner.Job job(List<String> programs) {
        return new Examiner.Job(entryPoint, reference, test, programs);
    }

    /** A program with what stands before it. */
    public String whole(String code) {
        return head.isEmpty() ? code : head.stripTrailing() + "\n\n\n" + code;
    }
}
