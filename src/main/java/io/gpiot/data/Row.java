package io.gpiot.data;

import java.io.Serializable;

/** One row: a file that somebody wrote, what was made of one, or what a page of a documentation says. */
public sealed interface Row extends Serializable
        permits ProblemRow, ProgramRow, CodeTask, DecompositionTask, CrawledRow {

    Label label();

    /** SHA-256 of the content; label, file name and formatting of the file do not count. */
    String hash();

    /** Title, target, meanings, problem, steps, documentation: the words of a row, without code. */
    String prose();

    /** The program that answers it, or empty where the answer is no program. */
    String code();
}
