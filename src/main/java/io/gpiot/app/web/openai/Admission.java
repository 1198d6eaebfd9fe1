package io.gpiot.app.web.openai;

import io.gpiot.app.web.ApiError;
import io.gpiot.app.web.Metrics;
import io.gpiot.base.GpiotException;

/**
 * How much may be under way at once: rows that decode, and a queue of rows before them. What is more is refused, with the time
 * after which it is worth trying again. Safe for use by many threads.
 */
public final class Admission {

    private static final int LONGEST_RETRY = 60;

    private final int most;
    private final Metrics metrics;
    private int inside;
    private int decoding;
    private double usualSeconds = 1;

    /** @param most rows inside, those that decode and those that wait */
    public Admission(int most, Metrics metrics) {
        if (most < 1) {
            throw GpiotException.user("the queue must have room for 1 row or more, was " + most);
        }
        this.most = most;
        this.metrics = metrics;
        metrics.gauge("gpiot_rows_waiting", "Answers that are asked for and have no token yet.", this::waiting);
        metrics.gauge("gpiot_rows_decoding", "Answers that grow: the batch.", this::decoding);
    }

    /** Rows of one request; closing it makes room, whatever became of them. */
    public final class Ticket implements AutoCloseable {
        private final int rows;
        private final long start = System.nanoTime();
        private int begun;
        private int ended;

        private Ticket(int rows) {
            this.rows = rows;
        }

        /** One of them drew its first token. */
        void began() {
            synchronized (Admission.this) {
                begun++;
                decoding++;
            }
        }

        /** One of them that had begun ended. */
        void ended() {
            synchronized (Admission.this) {
                ended++;
                decoding--;
            }
        }

        @Override
        public void close() {
            synchronized (Admission.this) {
                decoding -= begun - ended;
                inside -= rows;
                usualSeconds += 0.2 * ((System.nanoTime() - start) / 1e9 - usualSeconds);
            }
        }
    }

    /** @throws ApiError 429 where there is no room, 400 where there never is */
    public synchronized Ticket enter(int rows) {
        if (rows > most) {
            throw ApiError.invalid("n", "'n' may be at most " + most + " on this server, was " + rows);
        }
        if (inside + rows > most) {
            metrics.count("gpiot_refused_total", "Requests refused because the queue was full.", 1);
            int seconds = (int) Math.clamp(Math.ceil(usualSeconds), 1, LONGEST_RETRY);
            throw ApiError.busy(
                    seconds,
                    "the server is busy: " + inside + " answers are under way or wait, " + most + " are the most");
        }
        inside += rows;
        return new Ticket(rows);
    }

    synchronized int waiting() {
        return inside - decoding;
    }

    synchronized int decoding() {
        return decoding;
    }
}
