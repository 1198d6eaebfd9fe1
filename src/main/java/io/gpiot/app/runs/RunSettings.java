package io.gpiot.app.runs;

import io.gpiot.base.GpiotException;
import java.time.Duration;

/**
 * How a run service may be used.
 *
 * @param atOnce runs of this server that go on at the same time
 * @param waiting runs of all owners that may wait
 * @param waitingPerOwner runs of one owner that may wait
 * @param files of one run's data
 * @param bytes of one run's data
 * @param runsPerOwner that are kept; who has more must delete some
 * @param lost after so long without a sign of life from its server a run counts as interrupted
 * @param alone whether this server carries out what was submitted to it and nothing else; otherwise all that share a database
 *     and are not alone share their work, so they should have the same model
 */
public record RunSettings(
        int atOnce,
        int waiting,
        int waitingPerOwner,
        int files,
        long bytes,
        int runsPerOwner,
        Duration lost,
        boolean alone) {

    public static final RunSettings DEFAULT =
            new RunSettings(1, 64, 16, 2_000, 512L << 20, 1_000, Duration.ofSeconds(30), false);

    public RunSettings {
        check(atOnce >= 1 && atOnce <= 64, "runs at once must be 1 to 64", atOnce);
        check(waiting >= 1, "waiting runs must be at least 1", waiting);
        check(waitingPerOwner >= 1, "waiting runs of an owner must be at least 1", waitingPerOwner);
        check(files >= 1, "data files of a run must be at least 1", files);
        check(bytes >= 1, "bytes of a run's data must be at least 1", bytes);
        check(runsPerOwner >= 1, "runs of an owner must be at least 1", runsPerOwner);
        check(lost.compareTo(Duration.ofSeconds(3)) >= 0, "a run is lost after 3 s at least", lost);
    }

    public RunSettings withAtOnce(int other) {
        return new RunSettings(other, waiting, waitingPerOwner, files, bytes, runsPerOwner, lost, alone);
    }

    public RunSettings byItself() {
        return new RunSettings(atOnce, waiting, waitingPerOwner, files, bytes, runsPerOwner, lost, true);
    }

    private static void check(boolean holds, String rule, Object value) {
        if (!holds) {
            throw GpiotException.user(rule + ", was " + value);
        }
    }
}
