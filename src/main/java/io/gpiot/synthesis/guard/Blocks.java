package io.gpiot.synthesis.guard;

import io.gpiot.synthesis.guard.Objection.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Indentation: the parser takes any, Python does not. Also what would complete a program that goes on. */
final class Blocks {

    private record Block(int indent, @Nullable LogicalLine header) {}

    private final Deque<Block> open = new ArrayDeque<>();
    private @Nullable LogicalLine last;
    private @Nullable Objection objection;

    private Blocks() {
        open.push(new Block(0, null));
    }

    static Blocks of(List<LogicalLine> lines) {
        Blocks blocks = new Blocks();
        for (LogicalLine line : lines) {
            blocks.add(line);
        }
        return blocks;
    }

    /** The last line's fault, or null. */
    @Nullable
    Objection objection() {
        return objection;
    }

    private void add(LogicalLine line) {
        objection = null;
        if (last != null && last.opensBlock()) {
            if (line.indent() <= last.indent()) {
                objection = new Objection(Kind.SYNTAX, "an indented block must follow", line.start());
            } else {
                open.push(new Block(line.indent(), last));
            }
        } else if (line.indent() > top().indent()) {
            objection = new Objection(Kind.SYNTAX, "the line is indented too far", line.start() - line.indent());
        }
        Block left = null;
        while (line.indent() < top().indent()) {
            left = open.pop();
        }
        if (objection == null && line.indent() != top().indent()) {
            objection =
                    new Objection(Kind.SYNTAX, "the indentation matches no line above", line.start() - line.indent());
        }
        if (objection == null && left != null && isTry(left) && !line.continuesTry()) {
            objection = new Objection(Kind.SYNTAX, "try needs except or finally", line.start());
        }
        last = line;
    }

    private Block top() {
        return open.element();
    }

    private static boolean isTry(Block block) {
        return block.header() != null && block.header().firstWord().equals("try");
    }

    private static boolean isTryOnOneLine(LogicalLine line) {
        return line.firstWord().equals("try") && !line.colon();
    }

    /** Whether Python would take it as a whole. */
    boolean complete() {
        return last == null
                || !last.opensBlock() && !isTryOnOneLine(last) && open.stream().noneMatch(Blocks::isTry);
    }

    /** The indentation of the body of the outermost function that is open, or -1. */
    int functionIndent() {
        Iterator<Block> outermost = open.descendingIterator();
        while (outermost.hasNext()) {
            Block block = outermost.next();
            if (block.header() != null && block.header().firstWord().equals("def")) {
                return block.indent();
            }
        }
        return -1;
    }

    /** Lines which, added to the text, make a whole program of it. */
    String completion(String text) {
        StringBuilder more = new StringBuilder();
        if (last != null && text.startsWith("@", last.start())) {
            more.append(" ".repeat(last.indent())).append("def _decorated(): pass\n");
        }
        if (last != null && last.opensBlock()) {
            String deeper = " ".repeat(last.indent() + 4);
            boolean match = last.firstWord().equals("match");
            more.append(deeper).append(match ? "case _: pass\n" : "pass\n");
            if (last.firstWord().equals("try")) {
                more.append(" ".repeat(last.indent())).append("finally: pass\n");
            }
        }
        if (last != null && isTryOnOneLine(last)) {
            more.append(" ".repeat(last.indent())).append("finally: pass\n");
        }
        for (Block block : open) {
            if (isTry(block) && block.header() != null) {
                more.append(" ".repeat(block.header().indent())).append("finally: pass\n");
            }
        }
        return more.toString();
    }
}
