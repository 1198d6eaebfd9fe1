package io.gpiot.data.crawl.sphinx;

/**
 * A parameter or a returned value; any part may be empty.
 *
 * @param type in the documentation's words, such as {@code array_like, optional}
 */
public record Field(String name, String type, String meaning) {}
