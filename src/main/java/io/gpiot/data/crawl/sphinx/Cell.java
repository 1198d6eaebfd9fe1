package io.gpiot.data.crawl.sphinx;

/**
 * A stretch of an example.
 *
 * @param text what is said before the code; may be empty
 * @param code Python, without prompts
 * @param output what the page says that the last statement prints, or empty
 */
public record Cell(String text, String code, String output) {}
