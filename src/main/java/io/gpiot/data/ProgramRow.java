package io.gpiot.data;

import io.gpiot.synthesis.Specification;

/**
 * CGD: the specification of one sub-task, a program with documentation that answers it, and the test that the program passes.
 *
 * @param code defines the specification's entry point
 * @param test defines {@code check(candidate)}
 * @param naive a program that must fail the test, or empty: of a variation the program of the row that it was made of
 */
public record ProgramRow(
        Label label,
        Level level,
        Specification specification,
        String code,
        String documentation,
        String test,
        String naive)
        implements Row {

    @Override
    public String hash() {
        String hash = ContentHash.of(
                specification.name(),
                specification.entryPoint(),
                specification.toMarkdown(),
                code,
                documentation,
                test);
        return naive.isEmpty() ? hash : ContentHash.of(hash, naive);
    }

    @Override
    public String prose() {
        return ContentHash.prose(specification) + "\n" + documentation;
    }
}
