package io.gpiot.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {

    private static final long SECOND = 1_000_000_000;

    private final AtomicLong nanos = new AtomicLong();
    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text, true);

    @Test
    void plainLinesComeEveryTenSecondsWithRateAndTimeLeft() {
        try (var task = new PlainProgress(out, nanos::get).start("downloading", 400_000_000, "bytes")) {
            task.at(0);
            nanos.set(9 * SECOND);
            task.at(90_000_000);
            nanos.set(10 * SECOND);
            task.note("part 2 of 6");
            task.at(100_000_000);
            nanos.set(40 * SECOND);
        }
        assertEquals(
                List.of(
                        "downloading: 100 MB of 400 MB (25 %), 10 MB/s, 30 s left, part 2 of 6",
                        "downloading: 100 MB of 400 MB (25 %) in 40.0 s"),
                text.toString().lines().toList());
    }

    @Test
    void whatWasDoneBeforeDoesNotCountIntoTheRate() {
        try (var task = new PlainProgress(out, nanos::get).start("downloading", 400_000_000, "bytes")) {
            task.at(300_000_000);
            nanos.set(10 * SECOND);
            task.at(350_000_000);
            assertEquals(
                    "downloading: 350 MB of 400 MB (87 %), 5 MB/s, 10 s left\n",
                    text.toString().replace("\r", ""));
        }
    }

    @Test
    void anUnknownTotalShowsOnlyTheAmount() {
        try (var task = new PlainProgress(out, nanos::get).start("generating", -1, "tokens")) {
            task.at(12);
        }
        assertEquals("generating: 12 tokens in 0.0 s", text.toString().strip());
    }

    @Test
    void workWithoutAUnitShowsHowLongItHasTaken() {
        try (var task = new PlainProgress(out, nanos::get).start("waiting", -1, "")) {
            task.at(0);
            nanos.set(12 * SECOND);
            task.at(0);
        }
        assertEquals(
                List.of("waiting: 12 s", "waiting: took 12.0 s"),
                text.toString().lines().toList());
    }

    @Test
    void jsonLinesAreThinnedOutAndNumberedByTask() {
        JsonProgress progress = new JsonProgress(out, nanos::get);
        progress.message("source 1 of 2: \"x\"");
        try (var task = progress.start("downloading", 10, "bytes")) {
            task.at(1);
            task.at(2);
            nanos.set(SECOND / 2);
            task.at(3);
            task.note("part 2");
            task.at(10);
        }
        assertEquals(
                List.of(
                        "{\"event\":\"message\",\"text\":\"source 1 of 2: \\\"x\\\"\"}",
                        "{\"event\":\"start\",\"label\":\"downloading\",\"task\":1,\"total\":10,\"unit\":\"bytes\"}",
                        "{\"event\":\"progress\",\"done\":1,\"task\":1}",
                        "{\"event\":\"progress\",\"done\":3,\"task\":1}",
                        "{\"event\":\"note\",\"task\":1,\"text\":\"part 2\"}",
                        "{\"event\":\"end\",\"done\":10,\"seconds\":0.5,\"task\":1}"),
                text.toString().lines().toList());
    }
}
