package io.gpiot.data.build;

import io.gpiot.base.GpiotException;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler;

/** The card's pictures. */
final class DatasetPlots {

    private static final int BIN = 200;

    private DatasetPlots() {}

    static void write(Dataset dataset, DataStatistics statistics, Path folder) {
        Map<String, Map<String, Integer>> domains = new TreeMap<>();
        Map<String, Map<String, Integer>> lengths = new TreeMap<>();
        for (Sample sample : dataset.samples()) {
            count(domains, sample.kind(), sample.domain());
            count(lengths, sample.kind(), "%5d".formatted(sample.rest().length() / BIN * BIN));
        }
        draw("pairs by domain", domains, folder.resolve("domains.png"));
        draw("answers by length in characters", lengths, folder.resolve("lengths.png"));
        draw("programs by library", Map.of("programs", statistics.libraries()), folder.resolve("libraries.png"));
        draw("rejects by reason", Map.of("rejects", dataset.reasons()), folder.resolve("rejects.png"));
    }

    private static void count(Map<String, Map<String, Integer>> counts, String series, String bar) {
        counts.computeIfAbsent(series, each -> new TreeMap<>()).merge(bar, 1, Integer::sum);
    }

    private static void draw(String title, Map<String, Map<String, Integer>> series, Path png) {
        List<String> bars = series.values().stream()
                .flatMap(each -> each.keySet().stream())
                .distinct()
                .sorted()
                .toList();
        if (bars.isEmpty()) {
            return;
        }
        CategoryChart chart =
                new CategoryChartBuilder().width(1200).height(420).title(title).build();
        chart.getStyler().setXAxisLabelRotation(45);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE);
        series.forEach((name, counts) -> {
            List<Integer> heights = new ArrayList<>();
            bars.forEach(bar -> heights.add(counts.getOrDefault(bar, 0)));
            chart.addSeries(name, bars, heights);
        });
        try {
            Files.createDirectories(png.toAbsolutePath().getParent());
            BitmapEncoder.saveBitmap(chart, png.toString(), BitmapEncoder.BitmapFormat.PNG);
        } catch (IOException e) {
            throw GpiotException.resources("cannot write the picture " + png + ": " + e.getMessage(), e);
        }
    }
}
