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

/** {@code curves.png}: losses over steps, training ones smoothed; {@code tasks.png}: what the model can do with tasks. */
final class Curves {

    /** Weight of the newest value in a smoothed curve. */
    private static final double FRESH = 0.1;

    private static final String DEVELOPMENT = Evaluation.PREFIX;
    private static final String LOSS = "loss.*";

    private record Points(List<Double> steps, List<Double> values) {
        Points() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    private Curves() {}

    /** Both pictures, as far as there is anything in them. */
    static void write(List<JsonNode> metrics, Path folder) {
        draw("loss on answer tokens", series(metrics, LOSS + "|" + DEVELOPMENT + LOSS), folder.resolve("curves.png"));
        draw("development tasks", series(metrics, DEVELOPMENT + "(?!loss).*"), folder.resolve("tasks.png"));
    }

    private static void draw(String title, Map<String, Points> series, Path png) {
        if (series.isEmpty()) {
            return;
        }
        XYChart chart = new XYChartBuilder()
                .width(1100)
                .height(520)
                .title(title)
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
            throw GpiotException.unwritten(png, e);
        }
    }

    /** Names of fields that match to their points. */
    private static Map<String, Points> series(List<JsonNode> metrics, String names) {
        Map<String, Points> all = new LinkedHashMap<>();
        for (JsonNode line : metrics) {
            for (Map.Entry<String, JsonNode> field : line.properties()) {
                String name = field.getKey();
                double value = field.getValue().asDouble(Double.NaN);
                boolean training = !name.startsWith(DEVELOPMENT);
                if (Double.isFinite(value) && name.matches(names)) {
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
