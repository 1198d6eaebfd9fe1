package io.gpiot.data.crawl.sphinx;

import java.util.List;

/**
 * An entry of an API reference: the paper's m_i.
 *
 * @param name fully qualified
 * @param role function, class, method, attribute, ...
 * @param signature with the parameters, as written
 * @param summary the first paragraph
 * @param details the paragraphs after it, cut after a few
 * @param since version that brought it, or empty
 * @param deprecated whether the page advises against it
 * @param notes cut after a few paragraphs; may be empty
 */
public record Reference(
        Source source,
        String name,
        String role,
        String signature,
        String summary,
        String details,
        List<Field> parameters,
        List<Field> returns,
        String since,
        boolean deprecated,
        String notes,
        List<Cell> examples) {

    public Reference {
        parameters = List.copyOf(parameters);
        returns = List.copyOf(returns);
        examples = List.copyOf(examples);
    }
}
