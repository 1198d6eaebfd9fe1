package io.gpiot.bench.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.Progress;
import io.gpiot.bench.application.ApplicationResult.Scored;
import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.compose.WholeRun;
import io.gpiot.synthesis.execute.PythonScripts;
import io.gpiot.synthesis.execute.RealPython;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On simulated data a program without knowledge of the sensor does badly, and a sound one does well. */
class DifficultyIT {

    @TempDir
    Path folder;

    /** A sound program, then a naive one, and perhaps the most frequent class. */
    private List<Scored> programs(String application) {
        WholeRun wholeRun = new WholeRun(RealPython.runner(), PythonScripts.unpack(folder.resolve("scripts")));
        Chain nobody = (task, place) -> new Chain.Written(false, "nobody asked", 0);
        ApplicationSettings settings = new ApplicationSettings(1, List.of(), 2, SynthesisSettings.DEFAULT);
        List<Scored> programs = new ApplicationRun(
                        nobody,
                        wholeRun,
                        Map.of(),
                        Progress.NONE,
                        scored -> System.out.println(application + ", " + scored.name() + ": " + scored.measures()))
                .run(Applications.of(application, null), settings, folder.resolve("bench"), Map.of())
                .comparisons();
        programs.forEach(
                program -> assertEquals(0, program.failed(), program.cases().toString()));
        return programs;
    }

    private static double measure(Scored program, String name) {
        return program.measures().get(name);
    }

    @Test
    void heartbeats() {
        List<Scored> programs = programs("heartbeat");
        assertTrue(measure(programs.get(0), "precision") > 0.95 && measure(programs.get(0), "recall") > 0.95);
        assertTrue(measure(programs.get(1), "F1") < 0.6);
    }

    @Test
    void wifiActivities() {
        List<Scored> programs = programs("wifi-har");
        assertTrue(measure(programs.get(0), "accuracy, repetitions") > 0.7);
        assertTrue(measure(programs.get(1), "accuracy, repetitions") < 0.3);
        assertTrue(measure(programs.get(0), "peak memory, MiB") > measure(programs.get(2), "peak memory, MiB"));
    }

    @Test
    void activitiesAtHome() {
        List<Scored> programs = programs("multimodal");
        assertTrue(measure(programs.get(0), "accuracy, people") > 0.7);
        assertTrue(measure(programs.get(1), "accuracy, people") < 0.4);
        assertEquals(1 / 11.0, measure(programs.get(2), "accuracy, people"), 0.03);
    }
}
