package io.gpiot.data;

import io.gpiot.synthesis.Specification;

/**
 * D3: the specification of what an example computes, and a function that answers it. On the example's own values it gave what
 * the example gave.
 *
 * @param module dotted name of what it uses most
 */
public record ExampleRow(Label label, Specification specification, String module, String code, String documentation)
        implements CrawledRow {

    @Override
    public String hash() {
        return ContentHash.of(
                specification.name(),
                specification.entryPoint(),
                specification.toMarkdown(),
                module,
                code,
                documentation);
    }

    @Override
    public String prose() {
        return ContentHash.prose(specification) + "\n" + documentation;
    }
}
