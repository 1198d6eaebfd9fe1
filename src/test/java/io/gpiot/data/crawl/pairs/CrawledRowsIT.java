package io.gpiot.data.crawl.pairs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.Progress;
import io.gpiot.data.CrawledRow;
import io.gpiot.data.DescriptionRow;
import io.gpiot.data.ExampleRow;
import io.gpiot.data.UsageRow;
import io.gpiot.data.build.Reject;
import io.gpiot.data.crawl.TinySphinx;
import io.gpiot.data.crawl.sphinx.Extraction;
import io.gpiot.data.read.RowFiles;
import io.gpiot.synthesis.execute.RealPython;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Examples of a page of our own, run in the real sandbox. The package is called scipy, so that they find what they use. */
class CrawledRowsIT {

    @TempDir
    private Path folder;

    private CrawledRows rows(String examples) throws IOException {
        return rows("scipy.signal.medfilt", examples);
    }

    private CrawledRows rows(String name, String examples) throws IOException {
        Extraction extraction = TinySphinx.read(
                folder.resolve("crawl"),
                List.of(name + " py:function 1 ref.html#$ -"),
                "ref.html",
                TinySphinx.entry(name, "Smooth a signal by medians.", examples));
        ExampleRunner runner = new ExampleRunner(
                RealPython.runner(), Path.of("target", "crawl-scripts"), folder.resolve("known.jsonl"), "test", 1);
        return CrawledRows.of(extraction, runner, Progress.NONE);
    }

    private static <T extends CrawledRow> T only(CrawledRows rows, Class<T> type) {
        List<T> found =
                rows.rows().stream().filter(type::isInstance).map(type::cast).toList();
        assertEquals(1, found.size(), rows.rejects().toString());
        return found.getFirst();
    }

    private static final String GOOD = "<p>Remove a single spike:</p>" + TinySphinx.doctest("""
            >>> import numpy as np
            >>> import matplotlib.pyplot as plt
            >>> from scipy.signal import medfilt
            >>> unused = 3
            >>> x = np.array([1.0, 1.0, 9.0, 1.0, 1.0])
            >>> y = medfilt(x, kernel_size=3)
            >>> plt.plot(y)
            >>> y
            array([1., 1., 1., 1., 1.])
            """);

    @Test
    void anEntryBecomesADescriptionInAFixedForm() throws IOException {
        DescriptionRow row = only(rows(GOOD), DescriptionRow.class);
        assertEquals("Provide a detailed description of scipy.signal.medfilt from scipy.", row.question());
        assertEquals("""
                **scipy.signal.medfilt** (function of scipy 2.1, since 1.4.0)

                **Signature**
                `scipy.signal.medfilt(x, size=3)`

                **Purpose**
                Smooth a signal by medians. It uses a window of `size` samples.

                **Parameters**
                - x (array_like): The noisy samples.
                - size (int, optional): Length of the window. Must be odd.

                **Returns**
                - y (ndarray): The smooth samples.

                **Notes**
                Edges are padded with zeros.
                """, row.description());
        assertEquals("MIT", row.label().licence());
    }

    @Test
    void anExampleBecomesAProgramWithoutPlots() throws IOException {
        CrawledRows rows = rows(GOOD);
        UsageRow row = only(rows, UsageRow.class);
        assertEquals("""
                import numpy as np
                from scipy.signal import medfilt

                # Remove a single spike
                unused = 3
                x = np.array([1.0, 1.0, 9.0, 1.0, 1.0])

                # Smooth a signal by medians
                y = medfilt(x, kernel_size=3)
                print(y)
                """, row.code());
        assertEquals(1, rows.agreeing());
        assertTrue(
                row.question()
                        .contains(
                                "by using scipy.signal.medfilt from scipy: Smooth a signal by medians. Remove a single spike."));
    }

    @Test
    void anExampleBecomesAFunctionWhoseInputsHaveTheMeaningsOfThePage() throws IOException {
        ExampleRow row = only(rows(GOOD), ExampleRow.class);
        assertEquals("run_medfilt", row.specification().entryPoint());
        assertEquals(
                "x (numpy.ndarray): The noisy samples; float64, shape (5,)",
                row.specification().inputs().getFirst().toText());
        assertEquals(
                "y (numpy.ndarray): The smooth samples; float64, shape (5,)",
                row.specification().outputs().getFirst().toText());
        assertTrue(row.specification().target().contains("Use `scipy.signal.medfilt` with kernel_size=3."));
        assertTrue(row.code().contains("    y = medfilt(x, kernel_size=3)\n    return y\n"), row.code());
    }

    @Test
    void eachStretchThatAnotherTextBeginsIsARowWithWhatItNeedsOfTheOnesBefore() throws IOException {
        CrawledRows rows = rows(GOOD + "<p>A wider window:</p>" + TinySphinx.doctest(">>> wide = medfilt(x, 5)"));
        List<UsageRow> usages = rows.rows().stream()
                .filter(UsageRow.class::isInstance)
                .map(UsageRow.class::cast)
                .toList();
        assertEquals(2, usages.size());
        assertTrue(usages.getLast().code().contains("x = np.array"));
        assertTrue(
                usages.getLast().code().endsWith("# A wider window\nwide = medfilt(x, 5)\n"),
                usages.getLast().code());
    }

    @Test
    void whatDoesNotHoldIsRejectedWithItsReason() throws IOException {
        String head = ">>> import numpy as np\n>>> from scipy.signal import medfilt\n>>> x = np.ones(5)\n";
        String[][] bad = {
            {"prints other values than the page says", head + ">>> medfilt(x)\narray([7., 7., 7., 7., 7.])"},
            {"needs files or the network", head + ">>> medfilt(np.loadtxt('no-such-file.csv'))"},
            {"raises AttributeError", head + ">>> medfilt(x).no_such_thing"},
            {"needs a package or name that the environment lacks", "import no_such_package\nmedfilt(no_such_package.x)"
            },
            {"does not use what the entry is about", ">>> x = 3"},
            {"draws random numbers without a seed", head + ">>> medfilt(np.random.rand(5))"},
            {"is no Python", "medfilt(x = = 3)"},
            {"does not end in time", head + ">>> medfilt(x)[:0].sum() + sum(1 for _ in iter(int, 1))"},
        };
        StringBuilder examples = new StringBuilder();
        for (String[] each : bad) {
            examples.setLength(0);
            examples.append("<p>Words.</p>").append(TinySphinx.doctest(each[1]));
            Path old = folder;
            folder = old.resolve("case-" + List.of(bad).indexOf(each));
            CrawledRows rows = rows(examples.toString());
            List<String> reasons = rows.rejects().stream().map(Reject::reason).toList();
            assertEquals(List.of(each[0]), reasons, rows.rejects().toString());
            folder = old;
        }
    }

    @Test
    void aGeneratorWithoutSeedGetsOneSoThatTheProgramGivesTheSameEachTime() throws IOException {
        CrawledRows rows = rows("<p>Noise:</p>" + TinySphinx.doctest("""
                >>> import numpy as np
                >>> from scipy.signal import medfilt
                >>> x = np.random.default_rng().normal(size=9)
                >>> y = medfilt(x)
                """));
        assertTrue(only(rows, UsageRow.class).code().contains("default_rng(0)"));
        only(rows, ExampleRow.class);
    }

    @Test
    void rowsThatAreWrittenAreReadBackAmongOtherRows() throws IOException {
        CrawledRows rows = rows(GOOD);
        rows.write(folder.resolve("crawled"));
        assertEquals(
                rows.rows().stream().collect(Collectors.toMap(row -> row.label().id(), Function.identity())),
                RowFiles.read(List.of(folder.resolve("crawled"))).rows().stream()
                        .collect(Collectors.toMap(row -> row.label().id(), Function.identity())));
    }
}
