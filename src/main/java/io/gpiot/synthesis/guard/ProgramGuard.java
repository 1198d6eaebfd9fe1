package io.gpiot.synthesis.guard;

import io.gpiot.base.CodeHash;
import io.gpiot.engine.LineGuard;
import io.gpiot.engine.LineGuardFactory;
import io.gpiot.environment.api.ApiIndex;
import io.gpiot.synthesis.guard.Objection.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Guards the program in an answer's first Python block; what stands outside the block is free. Checks the logical line
 * that was completed last, with all before it as what it may refer to.
 */
public final class ProgramGuard implements LineGuard {

    private final ApiIndex index;

    private ProgramGuard(ApiIndex index) {
        this.index = index;
    }

    /** A guard for programs that run where the index was made; none for answers whose prefill is wrong already. */
    public static LineGuardFactory factory(ApiIndex index) {
        return prefill -> {
            ProgramGuard guard = new ProgramGuard(index);
            boolean sound = prefill.isEmpty()
                    || !prefill.endsWith("\n")
                    || !(guard.look(prefill, Moment.LINE) instanceof Violation);
            return sound ? guard : (text, moment) -> FINE;
        };
    }

    /** Changes whenever the guard does: what was written under another one is not what would be written now. */
    public static String identity() {
        return CodeHash.ofPackage(ProgramGuard.class);
    }

    @Override
    public Verdict look(String text, Moment moment) {
        int from = CodeBlock.start(text);
        if (from < 0 || CodeBlock.ended(text, from)) {
            return FINE;
        }
        String program = text.substring(from);
        if (moment == Moment.WITHIN_LINE) {
            Objection objection = Repetition.withinLine(program);
            return objection == null ? UNFINISHED : violation(objection, from);
        }
        if (program.isBlank()) {
            return FINE;
        }
        boolean atEnd = moment == Moment.END;
        String lines = program.endsWith("\n") ? program : program + "\n";
        Objection objection = Repetition.ofLines(lines);
        if (objection != null) {
            return violation(objection, from);
        }
        LineScanner.Scan scan = LineScanner.scan(lines);
        if (scan.objection() != null) {
            return violation(scan.objection(), from);
        }
        if (scan.open()) {
            return atEnd
                    ? violation(new Objection(Kind.SYNTAX, "a bracket or a string is open", program.length()), from)
                    : UNFINISHED;
        }
        Objection found = check(lines, scan.lines(), atEnd);
        return found == null ? FINE : violation(found, from);
    }

    /** Closes open blocks and returns from the program's function. */
    @Override
    public String ending(String text) {
        int from = CodeBlock.start(text);
        if (from < 0 || CodeBlock.ended(text, from) || !text.endsWith("\n")) {
            return "";
        }
        String program = text.substring(from);
        LineScanner.Scan scan = LineScanner.scan(program);
        if (scan.objection() != null || scan.open()) {
            return "";
        }
        Blocks blocks = Blocks.of(scan.lines());
        int indent = blocks.functionIndent();
        return indent < 0 || blocks.objection() != null
                ? ""
                : blocks.completion(program) + " ".repeat(indent) + "return";
    }

    private @Nullable Objection check(String program, List<LogicalLine> lines, boolean atEnd) {
        if (lines.isEmpty()) {
            return null;
        }
        Blocks blocks = Blocks.of(lines);
        if (blocks.objection() != null) {
            return blocks.objection();
        }
        if (atEnd && !blocks.complete()) {
            return new Objection(
                    Kind.SYNTAX,
                    "a block is not complete",
                    program.stripTrailing().length());
        }
        LogicalLine last = lines.getLast();
        if (!atEnd && last.end() < program.length()) {
            return null; // a comment or a blank line: nothing is new
        }
        Node tree = Node.parse(program + blocks.completion(program));
        Objection syntax = SyntaxCheck.check(tree, last.start());
        if (syntax != null) {
            return syntax;
        }
        Objection use = uses(tree, last, atEnd, program.length());
        return use != null ? use : FirstUse.check(tree, last, index);
    }

    private @Nullable Objection uses(Node tree, LogicalLine line, boolean atEnd, int length) {
        Bindings bindings = Bindings.of(tree, index);
        UseCheck uses = new UseCheck(index, bindings);
        NameCheck names = new NameCheck(index, bindings);
        Objection[] found = new Objection[1];
        tree.visit(node -> {
            if (found[0] != null || node.start >= line.end()) {
                return;
            }
            if (node.start >= line.start()) {
                found[0] = uses.check(node);
            }
            if (found[0] == null && (atEnd || node.start >= line.start())) {
                Objection name = names.check(node, atEnd);
                // what is missing at the end may still be written: then the end is what came too early
                found[0] = name == null || node.start >= line.start()
                        ? name
                        : new Objection(name.kind(), name.reason(), length);
            }
        });
        return found[0];
    }

    private static Violation violation(Objection objection, int offset) {
        return new Violation(objection.kind().word(), objection.reason(), objection.at() + offset);
    }
}
