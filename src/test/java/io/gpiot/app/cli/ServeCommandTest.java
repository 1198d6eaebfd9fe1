package io.gpiot.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import sun.misc.Signal;

class ServeCommandTest {

    @ParameterizedTest
    @CsvSource({
        "--port=70000, --port",
        "--host=no.such.host.invalid, --host",
        "--api-key-file=none.txt, none.txt",
        "--drain=-1, --drain",
        "--body-kib=0, --body-kib",
    })
    void wrongSettingIsNamedBeforeAModelIsLoaded(String option, String named) {
        CommandLine command = Main.commandLine();
        StringWriter err = new StringWriter();
        command.setErr(new PrintWriter(err));
        assertEquals(2, command.execute("serve", option));
        assertTrue(err.toString().contains(named), err.toString());
        assertEquals(1, err.toString().lines().count());
    }

    @Test
    void firstSignalIsAWishAndLaterOnesAreHurry() {
        CountDownLatch hurried = new CountDownLatch(1);
        try (StopSignals signals = new StopSignals(hurried::countDown)) {
            Signal.raise(new Signal("TERM"));
            signals.await();
            assertEquals(1, hurried.getCount());
            Signal.raise(new Signal("TERM"));
            hurried.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
