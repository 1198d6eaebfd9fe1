package io.gpiot.data.examine;

/**
 * What became of one program.
 *
 * @param detail one line, empty where it passed
 * @param trace lines of the program or the test that led there
 * @param printed the last of what it wrote to standard output and error
 * @param seconds of processor time, libraries' loading mostly not counted: they are loaded before
 * @param peakBytes resident memory, loaded libraries included
 */
public record Examination(
        Outcome outcome, String detail, String trace, String printed, double seconds, long peakBytes) {

    /** Where there was nothing to run. */
    public static Examination unrun(Outcome outcome, String detail) {
        return new Examination(outcome, detail, "", "", 0, 0);
    }

    public boolean passed() {
        return outcome == Outcome.PASSED;
    }
}
