package io.gpiot.data.build;

import java.util.List;

/** What became of a row, or of one of its wordings. */
sealed interface Pairs {

    /**
     * Pairs that come and go together.
     *
     * @param text tells whether they came before
     */
    record Made(List<Sample> samples, String text) implements Pairs {
        public Made {
            samples = List.copyOf(samples);
        }
    }

    /** Its answer cannot be brought into the shape in which models are asked. */
    record Unfit(String why) implements Pairs {}
}
