package io.gpiot.bench.application;

/**
 * One way to put the requirement.
 *
 * @param name in tables
 * @param addition what the requirement says besides, or empty
 * @param budgetBytes what it allows the program, or 0 where it says nothing
 */
public record Variant(String name, String addition, long budgetBytes) {

    static final Variant ONLY = new Variant("as it is", "", 0);
}
