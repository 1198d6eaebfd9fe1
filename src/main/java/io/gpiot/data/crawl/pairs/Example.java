package io.gpiot.data.crawl.pairs;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gpiot.data.crawl.sphinx.Cell;
import io.gpiot.data.crawl.sphinx.Field;
import io.gpiot.data.crawl.sphinx.Source;
import java.util.List;
import java.util.Map;

/**
 * An example that is to run.
 *
 * @param id of the entry or page, unique
 * @param topic what splits never cut through
 */
record Example(String id, String topic, Source source, List<Cell> cells, Told told) {

    /**
     * What our Python is told of it.
     *
     * @param name the last part of the entry's name, or empty for a page
     * @param page a word for functions of a page without a name
     * @param strict whether a stretch must use what the entry is about
     * @param packageName whose functions count
     * @param glossary meanings of parameters by name
     */
    record Told(
            String name,
            String page,
            boolean strict,

            @JsonProperty("package") String packageName,

            String module,
            String summary,
            List<Field> parameters,
            List<Field> returns,
            Map<String, String> glossary) {}
}
