package io.gpiot.engine;

import java.util.Map;

/**
 * What a line guard did to an answer.
 *
 * @param thrownAway tokens that were drawn and taken back; not among {@link Answer#tokens}
 * @param prevented how often, by the violation's kind
 * @param why it gave the answer up, or empty where it did not
 */
public record GuardReport(int thrownAway, Map<String, Integer> prevented, String why) {

    public static final GuardReport NONE = new GuardReport(0, Map.of(), "");

    public GuardReport {
        prevented = Map.copyOf(prevented);
    }
}
