package io.gpiot.pect.train;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.GpiotException;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** {@code curves.png}: losses over steps, training ones smoothed. */
final class Curves {

    /** Weight of the newest value in a smoothed curve. */
    private static final double FRESH = 0.1;

    private record Points(List<Double> steps, List<Double> values) {
        Points() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    private Curves() {}

    static void write(List<JsonNode> metrics, Path png) {
        Map<String, Points> series = series(metrics);
        if (series.isEmpty()) {
            return;
        }
        XYChart chart = new XYChartBuilder()
                .width(1100)
                .height(520)
                .title("loss on answer tokens")
                .xAxisTitle("step")
                .build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE);
        series.forEach((name, points) -> {
            XYSeries drawn = chart.addSeries(name, points.steps(), points.values());
            boolean evaluation = name.startsWith("development");
            drawn.setMarker(evaluation ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        });
        try {
            BitmapEncoder.saveBitmap(chart, png.toString(), BitmapEncoder.BitmapFormat.PNG);
        } catch (IOException e) {
            throw GpiotException.resources("cannot write the picture " + png + ": " + e.getMessage(), e);
        }
    }

    /** Names of {@code loss...} and {@code development_loss...} fields to their points. */
    private static Map<String, Points> series(List<JsonNode> metrics) {
        Map<String, Points> all = new LinkedHashMap<>();
        for (JsonNode line : metrics) {
            for (Map.Entry<String, JsonNode> field : line.properties()) {
                String name = field.getKey();
                double value = field.getValue().asDouble(Double.NaN);
                boolean training = name.startsWith("loss");
                if (Double.isFinite(value) && (training || name.startsWith("development_loss"))) {
                    Points points = all.computeIfAbsent(name.replace('_', ' '), each -> new Points());
                    boolean smooth = training && !points.values().isEmpty();
                    points.steps().add(line.get("step").asDouble());
                    points.values()
                            .add(
                                    smooth
                                            ? FRESH * value
                                                    + (1 - FRESH)
                                                            * points.values().getLast()
                                            : value);
                }
            }
        }
        return all;
    }
}
