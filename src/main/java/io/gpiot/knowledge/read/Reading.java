package io.gpiot.knowledge.read;

import java.util.List;

/** What came of reading a file. */
public sealed interface Reading {

    /**
     * @param title never empty: what the document calls itself, else the file's name
     * @param paged whether it is a PDF, so that pages can be cited
     * @param notes what the reader should know of it, one line each
     */
    record Text(String title, boolean paged, List<Section> sections, List<String> notes) implements Reading {}

    /** @param reason one line that names the file and the way out */
    record Refused(String reason) implements Reading {}
}
