package io.gpiot.app.demo;

import io.gpiot.base.GpiotException;
import io.gpiot.simulate.data.WfdbRecord;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws an ECG with its true and its detected beats. */
public final class HeartbeatPlot {

    private HeartbeatPlot() {}

    /**
     * Writes a picture of some seconds.
     *
     * @param png the file to write
     */
    public static void write(
            WfdbRecord record, int[] truth, int[] detected, double fromSecond, double seconds, Path png) {
        double[] values = record.millivolts();
        int first = Math.clamp((long) (fromSecond * record.rate()), 0, Math.max(0, values.length - 2));
        int last = Math.min(values.length, first + (int) (seconds * record.rate()));
        XYChart chart = new XYChartBuilder()
                .width(1200)
                .height(420)
                .title("Record " + record.name() + ", lead " + record.lead())
                .xAxisTitle("time in s")
                .yAxisTitle("mV")
                .build();
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        int[] all = java.util.stream.IntStream.range(first, last).toArray();
        add(chart, "ECG", record, all, 0, values).setMarker(SeriesMarkers.NONE);
        points(chart, "annotated beats", record, within(truth, first, last), 0.25, values, SeriesMarkers.TRIANGLE_DOWN);
        points(chart, "detected R-peaks", record, within(detected, first, last), 0.1, values, SeriesMarkers.CROSS);
        try {
            BitmapEncoder.saveBitmap(chart, png.toString(), BitmapEncoder.BitmapFormat.PNG);
        } catch (IOException e) {
            throw GpiotException.resources("cannot write the plot " + png + ": " + e.getMessage(), e);
        }
    }

    private static int[] within(int[] places, int first, int last) {
        return Arrays.stream(places)
                .filter(place -> place >= first && place < last)
                .toArray();
    }

    private static void points(
            XYChart chart, String name, WfdbRecord record, int[] places, double above, double[] values, Marker marker) {
        if (places.length > 0) {
            XYSeries series = add(chart, name, record, places, above, values);
            series.setMarker(marker);
            series.setLineColor(new Color(0, 0, 0, 0));
        }
    }

    private static XYSeries add(
            XYChart chart, String name, WfdbRecord record, int[] places, double above, double[] values) {
        List<Double> times = new ArrayList<>();
        List<Double> heights = new ArrayList<>();
        for (int place : places) {
            times.add(place / record.rate());
            heights.add(values[place] + above);
        }
        return chart.addSeries(name, times, heights);
    }
}
