package io.gpiot.base;

/**
 * Where long work reports to. A command shows it as a bar with ETA, {@code --json} as lines, a test not at all.
 * Implementations accept calls from any thread.
 */
public interface Progress {

    /** Work under way; {@link #close} ends it. */
    interface Task extends AutoCloseable {
        /** Sets how much is done, in the unit of the total. */
        void at(long done);

        /** A short word on what is being done now. */
        void note(String text);

        @Override
        void close();
    }

    /**
     * Starts a piece of work.
     *
     * @param label what is done, in a few words
     * @param total how much there is to do, or -1 where unknown
     * @param unit what is counted: {@code "MiB"}, {@code "tokens"}
     */
    Task start(String label, long total, String unit);

    /** Shows nothing. */
    Progress NONE = (label, total, unit) -> new Task() {
        @Override
        public void at(long done) {}

        @Override
        public void note(String text) {}

        @Override
        public void close() {}
    };
}
