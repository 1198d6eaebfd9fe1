package io.gpiot.data.crawl.pairs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one stretch of an example: a text of the page and the code up to the next text.
 *
 * @param why it was refused, in words that are the same for all of a sort, or null
 * @param script a program that ran, or null
 * @param agrees whether it printed what the page says; false where the page says nothing
 * @param function the same as a function, or null; {@code unfit} says why
 * @param modules of the package that the script calls
 */
record Stretch(
        @Nullable String why,
        @Nullable String detail,
        @Nullable String script,
        boolean agrees,
        @Nullable Function function,
        @Nullable String unfit,
        @Nullable String text,
        @Nullable List<String> modules) {

    /** @param settings literal arguments of the documented calls */
    record Function(String entryPoint, String code, List<Value> inputs, List<Value> outputs, List<String> settings) {}

    /** @param facts dtype and shape, or empty */
    record Value(String name, String type, String meaning, String facts) {}

    /** Of one example. */
    record All(List<Stretch> units) {

        static All failed(String why) {
            return new All(List.of(new Stretch(why, "", null, false, null, null, null, null)));
        }
    }
}
