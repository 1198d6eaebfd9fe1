package io.gpiot.data.crawl.sphinx;

/**
 * Where something was read.
 *
 * @param page address
 * @param packageName as Python imports it
 * @param version of the documentation, or empty
 * @param licence an SPDX name, or {@code unknown}
 * @param time of fetching, ISO 8601
 */
public record Source(String page, String packageName, String version, String licence, String time) {}
