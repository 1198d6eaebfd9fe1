package io.gpiot.app.demo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.simulate.ecg.SyntheticEcg;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeartbeatPlotTest {

    @Test
    void aPlotIsWrittenAlsoWhereNothingWasDetected(@TempDir Path folder) throws Exception {
        SyntheticEcg ecg = SyntheticEcg.generate(SyntheticEcg.Shape.HARD, 360, 20, 2);
        Path png = folder.resolve("plot.png");
        HeartbeatPlot.write(ecg.toRecord("made"), ecg.rPeaks(), new int[] {-5, 99_999_999}, 2, 10, png);
        byte[] bytes = Files.readAllBytes(png);
        assertTrue(bytes.length > 5_000 && bytes[1] == 'P' && bytes[2] == 'N' && bytes[3] == 'G');
    }
}
