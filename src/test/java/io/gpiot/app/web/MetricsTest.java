package io.gpiot.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MetricsTest {

    @Test
    void textIsAsPrometheusReadsIt() {
        Metrics metrics = new Metrics();
        metrics.count("a_total", "All.", 1, "kind", "x\"y\\z\n");
        metrics.count("a_total", "All.", 2.5, "kind", "x\"y\\z\n");
        metrics.gauge("b", "Now.", () -> 7);
        assertEquals("""
                # HELP a_total All.
                # TYPE a_total counter
                a_total{kind="x\\"y\\\\z\\n"} 3.50000
                # HELP b Now.
                # TYPE b gauge
                b 7
                """, metrics.text());
    }

    @Test
    void bucketsOfAHistogramHoldAllBelowTheirBound() {
        Metrics metrics = new Metrics();
        metrics.seconds("t_seconds", "Time.", 0.005);
        metrics.seconds("t_seconds", "Time.", 0.3);
        metrics.seconds("t_seconds", "Time.", 1_000);
        String text = metrics.text();
        assertTrue(text.contains("t_seconds_bucket{le=\"0.00500000\"} 1\n"), text);
        assertTrue(text.contains("t_seconds_bucket{le=\"0.250000\"} 1\n"), text);
        assertTrue(text.contains("t_seconds_bucket{le=\"0.500000\"} 2\n"), text);
        assertTrue(text.contains("t_seconds_bucket{le=\"300\"} 2\n"), text);
        assertTrue(text.contains("t_seconds_bucket{le=\"+Inf\"} 3\n"), text);
        assertTrue(text.contains("t_seconds_count 3\n"), text);
    }
}
