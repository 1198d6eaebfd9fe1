package io.gpiot.app.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.app.web.ApiKeys;
import io.gpiot.base.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser. {@code -Dgpiot.pictures=DIR} keeps a picture of each view. */
class PageIT {

    private static final int PHONE = 390;

    @TempDir
    Path folder;

    private PageServer server;
    private Browser browser;

    @BeforeEach
    void start() throws IOException {
        browser = Browser.require(folder.resolve("profile"));
        server = PageServer.open(folder);
    }

    @AfterEach
    void stop() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private void visit(String hash) {
        browser.open(server.address() + "/" + hash);
    }

    /** In both colours, and on a phone, where nothing may be wider than the screen. */
    private void picture(String name) throws IOException {
        @Nullable String kept = System.getProperty("gpiot.pictures");
        for (boolean dark : new boolean[] {false, true}) {
            browser.look(1200, 900, dark);
            keep(kept, name + (dark ? "-dark" : "-light"));
        }
        browser.look(PHONE, 844, false);
        keep(kept, name + "-phone");
        int width = browser.value("document.documentElement.scrollWidth").asInt();
        assertTrue(width <= PHONE, name + " is " + width + " wide on a phone");
        browser.look(1200, 900, false);
    }

    private void keep(@Nullable String place, String name) throws IOException {
        browser.value("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))");
        byte[] picture = browser.picture();
        assertTrue(picture.length > 1_000);
        if (place != null) {
            Files.createDirectories(Path.of(place));
            Files.write(Path.of(place, name + ".png"), picture);
        }
    }

    @Test
    void requirementAndDroppedFileBecomeARunThatIsEditedAndGoesOn() throws IOException {
        visit("#/new");
        browser.untilText("What should the programs do?");
        browser.value("""
                (() => {
                  document.getElementById('requirement').value = 'Count the steps of the walk';
                  const data = new DataTransfer();
                  data.items.add(new File(['t,x\\n0,1\\n'], 'walk.csv'));
                  const zone = document.querySelector('.drop');
                  zone.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
                })()""");
        browser.untilText("walk.csv");
        browser.click("Result and settings");
        picture("new");
        browser.click("Start the run");
        browser.untilText("it ran");
        browser.until("document.querySelector('.plots img')?.naturalWidth > 0");
        assertEquals(
                7,
                browser.value("document.querySelectorAll('.stages .finished').length")
                        .asInt());
        browser.value("document.querySelectorAll('section details').forEach(one => { one.open = true; })");
        browser.until("document.querySelectorAll('pre .code-keyword').length > 0");
        picture("run");

        browser.click("Edit");
        browser.until("document.querySelector('textarea')");
        browser.value("document.querySelector('textarea').value = 'Sub-Task 1 [Filter]\\n- Steps: filter.\\n\\n"
                + "Sub-Task 2 [Count]\\n- Steps: count.\\n\\nSub-Task 3 [Report]\\n- Steps: report.\\n'");
        picture("edit");
        browser.click("Save and go on");
        browser.untilText("as edited");
        browser.until("document.querySelectorAll('.stages .finished').length >= 5");
        browser.untilText("2. Count");

        browser.click("8 candidates");
        browser.until("document.querySelectorAll('.candidates button').length >= 8");
        browser.click("No. 3");
        browser.until("document.querySelector('.candidates [aria-pressed=true]')?.textContent.startsWith('No. 3')");
        browser.click("Use this program and go on");
        browser.untilText("Program that you chose");
        browser.until("document.querySelector('.badge.good')");
        // a specification that is unfolded while it is made anew is not there for a moment
        browser.errors.removeIf(error -> error.contains("404") && error.contains("/files/specifications/"));
        assertEquals(List.of(), browser.errors);
    }

    @Test
    void everyViewShowsWhatTheServerHas() throws IOException {
        server.ran("Count the steps of the walk, and say how many a minute there were over the whole day");
        visit("#/runs");
        browser.untilText("Count the steps");
        picture("history");
        visit("#/models");
        browser.untilText("Served now");
        picture("models");
        visit("#/tunings");
        browser.untilText("tune-one");
        browser.click("tune-one");
        browser.until("document.querySelectorAll('.chart polyline').length >= 4");
        picture("tuning");
        visit("#/benches");
        browser.untilText("bench-one");
        browser.click("bench-one");
        browser.untilText("pass@1");
        picture("bench");
        visit("#/knowledge");
        browser.untilText("Expert cards of GPIoT");
        browser.value("document.getElementById('query').value = 'ecg baseline wander'");
        browser.value("document.querySelector('form').requestSubmit()");
        browser.until("document.querySelectorAll('.passage').length === 5");
        picture("knowledge");
        assertEquals(List.of(), browser.errors);
    }

    @Test
    void allOfItIsReachedByKeyboard() {
        visit("#/new");
        browser.untilText("What should the programs do?");
        List<String> reached = new java.util.ArrayList<>();
        for (int i = 0; i < 14; i++) {
            for (String kind : new String[] {"rawKeyDown", "keyUp"}) {
                browser.call(
                        "Input.dispatchKeyEvent",
                        java.util.Map.of("type", kind, "key", "Tab", "code", "Tab", "windowsVirtualKeyCode", 9));
            }
            reached.add(browser.value("document.activeElement.id || document.activeElement.textContent.trim()")
                    .asText());
        }
        assertTrue(reached.contains("Skip to content"), reached.toString());
        assertTrue(
                reached.containsAll(List.of(
                        "History", "Knowledge", "requirement", "files", "Result and settings", "Start the run")),
                reached.toString());
    }

    @Test
    void keyIsAskedForWhereTheServerWantsOne() throws IOException {
        Path other = Files.createDirectories(folder.resolve("keyed"));
        Path keys = Files.writeString(other.resolve("keys"), "ann-ann-ann-ann-ann-ann\n");
        try (PageServer keyed = PageServer.withKeys(other, ApiKeys.of(new Home(other.resolve("home")), keys, null))) {
            browser.open(keyed.address() + "/#/runs");
            browser.until("document.getElementById('key')");
            picture("key");
            browser.value("document.getElementById('key').value = 'ann-ann-ann-ann-ann-ann'");
            browser.click("Go on");
            browser.untilText("No runs yet.");
        }
    }
}
