package io.gpiot.data;

import io.gpiot.synthesis.Specification;

/**
 * CGD: the specification of one sub-task, a program with documentation that answers it, and the test that the program passes.
 *
 * @param code defines the specification's entry point
 * @param test defines {@code check(candidate)}
 */
public record ProgramRow(
        Label label, Level level, Specification specification, String code, String documentation, String test)
        implements Row {

    @Override
    public String hash() {
        return ContentHash.of(
                specification.name(),
                specification.entryPoint(),
                specification.toMarkdown(),
                code,
                documentation,
                test);
    }

    @Override
    public String prose() {
        return ContentHash.prose(specification) + "\n" + documentation;
    }
}
