package io.gpiot.app.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.ScriptedModel;
import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.run.Stage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What a run service keeps to, on whatever database. */
abstract class RunServiceContract {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final RunSettings SETTINGS = RunSettings.DEFAULT;

    @TempDir
    Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    /** An empty database at first, the same one for a test's later calls. */
    abstract Database open();

    @BeforeEach
    void empty() {
        try (Database database = open()) {
            database.transact(connection -> Sql.update(connection, "delete from gpiot_run")
                    + Sql.update(connection, "delete from gpiot_event"));
        }
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
        assertEquals(List.of(), said);
    }

    private RunService service(RunWork work, RunSettings settings) {
        Database database = open();
        opened.add(database);
        RunService service = new RunService(database, folder.resolve("work"), work, settings, said::add);
        opened.add(service);
        return service;
    }

    private RunService service(RunWork work) {
        return service(work, SETTINGS);
    }

    static RunOrder order(String requirement) {
        return new RunOrder(requirement, List.of(), false, SynthesisSettings.DEFAULT);
    }

    static RunData data(String... names) {
        return new RunData.Uploaded(Stream.of(names)
                .map(name -> new RunData.Upload(
                        name, () -> new ByteArrayInputStream("1,2,3\n".getBytes(StandardCharsets.UTF_8))))
                .toList());
    }

    private static String submit(RunService service, String owner, String requirement) {
        return service.submit(owner, order(requirement), data("a.csv")).id();
    }

    /** All events up to the end of the attempt. */
    static List<RunEvent> toTheEnd(RunService service, String owner, String id) {
        List<RunEvent> all = new ArrayList<>();
        while (true) {
            long after = all.isEmpty() ? 0 : all.getLast().position();
            RunService.Events piece = service.events(owner, id, after, LONG);
            all.addAll(piece.events());
            if (piece.ended()) {
                return all;
            }
        }
    }

    private static RunState ended(RunService service, String owner, String id) {
        toTheEnd(service, owner, id);
        return service.get(owner, id).state();
    }

    /** Waits until an event of a kind is told. */
    private static void until(RunService service, String owner, String id, String kind) {
        long after = 0;
        while (true) {
            for (RunEvent event : service.events(owner, id, after, LONG).events()) {
                after = event.position();
                if (event.kind().equals(kind)) {
                    return;
                }
            }
        }
    }

    private static void untilState(RunService service, String owner, String id, RunState state) {
        long after = 0;
        while (service.get(owner, id).state() != state) {
            List<RunEvent> events = service.events(owner, id, after, LONG).events();
            after = events.isEmpty() ? after : events.getLast().position();
        }
    }

    /** Writes into the database behind the services' back. */
    private void changed(String sql, Object... values) {
        Database database = open();
        opened.add(database);
        database.transact(connection -> Sql.update(connection, sql, values));
    }

    @Test
    void aRunIsCarriedOutAndTellsItsStagesInOrder() {
        RunService service = service(FakeWork.fast());
        String id = submit(service, "ann", "Count the beats");
        List<RunEvent> events = toTheEnd(service, "ann", id);
        RunInfo info = service.get("ann", id);
        assertEquals(RunState.DONE, info.state(), info.message());
        assertTrue(info.outcome().answered());
        assertEquals(0.5, info.outcome().figures().get("f1"));
        assertEquals(
                List.of("QUEUED", "RUNNING", "DONE"),
                events.stream()
                        .filter(event -> event.kind().equals(RunEvent.STATE))
                        .map(event -> event.detail().path("state").asText())
                        .toList());
        RunProgress progress = service.progress("ann", id);
        assertEquals(
                List.of(Stage.values()),
                progress.stages().stream().map(RunProgress.StageProgress::stage).toList());
        assertTrue(progress.stages().stream().allMatch(stage -> stage.how().equals("finished")), progress.toString());
        assertTrue(progress.subTasks().stream().allMatch(RunProgress.SubTaskProgress::solved));
        assertEquals(events.size(), info.lastEvent());
        assertEquals(List.of(info), service.list("ann", 10));
    }

    @Test
    void eventsFromAnyPositionOnAreTheSameForWhoComesBack() {
        RunService service = service(FakeWork.fast());
        String id = submit(service, "ann", "Count the beats");
        List<RunEvent> all = toTheEnd(service, "ann", id);
        assertEquals(
                IntStream.rangeClosed(1, all.size()).mapToObj(i -> (long) i).toList(),
                all.stream().map(RunEvent::position).toList());
        for (int seen = 0; seen <= all.size(); seen++) {
            RunService.Events rest = service.events("ann", id, seen, LONG);
            assertEquals(all.subList(seen, all.size()), rest.events());
            assertTrue(rest.ended());
        }
    }

    @Test
    void whoWaitsForEventsGetsThemWhenTheyCome() {
        FakeWork work = FakeWork.stepwise();
        RunService service = service(work);
        String id = submit(service, "ann", "Count the beats");
        untilState(service, "ann", id, RunState.RUNNING);
        long last = service.get("ann", id).lastEvent();
        RunService.Events none = service.events("ann", id, last, Duration.ofMillis(50));
        assertEquals(List.of(), none.events());
        assertFalse(none.ended());
        work.step(1);
        assertEquals(
                "StageStarted",
                service.events("ann", id, last, LONG).events().getFirst().kind());
        service.cancel("ann", id);
        assertEquals(RunState.CANCELLED, ended(service, "ann", id));
    }

    @Test
    void aCancelledRunGoesOnFromWhatIsOnDisk() {
        FakeWork work = FakeWork.stepwise();
        RunService service = service(work);
        String id = submit(service, "ann", "Count the beats");
        work.step(4); // the data are looked at, the requirement is decomposed
        until(service, "ann", id, "StageFinished");
        service.cancel("ann", id);
        assertEquals(RunState.CANCELLED, ended(service, "ann", id));
        assertThrows(GpiotException.class, () -> service.edit("ann", id, "nonsense.md", "x"));
        work.step(10_000);
        service.resume("ann", id, false);
        assertEquals(RunState.DONE, ended(service, "ann", id));
        assertEquals("kept", service.progress("ann", id).stages().getFirst().how());
    }

    @Test
    void aRunThatWaitsIsCancelledAtOnceAndNeverBegins() {
        FakeWork work = FakeWork.stepwise();
        RunService service = service(work);
        String first = submit(service, "ann", "the first");
        untilState(service, "ann", first, RunState.RUNNING);
        String second = submit(service, "ann", "the second");
        service.cancel("ann", second);
        assertEquals(RunState.CANCELLED, service.get("ann", second).state());
        work.step(10_000);
        assertEquals(RunState.DONE, ended(service, "ann", first));
        assertEquals(List.of("the first"), work.begun);
    }

    @Test
    void aFullQueueRefusesAndSaysWhenToComeBack() {
        FakeWork work = FakeWork.stepwise();
        RunService service = service(work, new RunSettings(1, 3, 2, 10, 1 << 20, 100, Duration.ofSeconds(30), false));
        String first = submit(service, "ann", "at work");
        untilState(service, "ann", first, RunState.RUNNING);
        submit(service, "ann", "waits");
        submit(service, "ann", "waits too");
        QueueFull full = assertThrows(QueueFull.class, () -> submit(service, "ann", "one too many of ann"));
        assertTrue(full.retryAfterSeconds() > 0);
        submit(service, "bob", "bob waits");
        assertThrows(QueueFull.class, () -> submit(service, "bob", "one too many of all"));
        assertEquals(3, service.list("ann", 10).size());
        assertEquals(
                4,
                new Workspace(folder.resolve("work"), SETTINGS).ids("ann").size()
                        + new Workspace(folder.resolve("work"), SETTINGS)
                                .ids("bob")
                                .size());
    }

    @Test
    void nobodySeesOrTouchesAnothersRun() throws IOException {
        RunService service = service(FakeWork.fast());
        String id = submit(service, "ann", "Count the beats");
        assertEquals(RunState.DONE, ended(service, "ann", id));
        List<Executable> attempts = List.of(
                () -> service.get("bob", id),
                () -> service.progress("bob", id),
                () -> service.events("bob", id, 0, Duration.ZERO),
                () -> service.cancel("bob", id),
                () -> service.resume("bob", id, false),
                () -> service.delete("bob", id),
                () -> service.files("bob", id),
                () -> service.file("bob", id, "subtasks.md"),
                () -> service.edit("bob", id, "subtasks.md", "x"),
                () -> service.choose("bob", id, 1, 1),
                () -> service.unchoose("bob", id, 1),
                () -> service.zip("bob", id, new ByteArrayOutputStream()));
        for (Executable attempt : attempts) {
            String others = assertThrows(NoSuchRun.class, attempt).getMessage();
            assertEquals(NoSuchRun.run(id).getMessage(), others);
        }
        assertEquals(List.of(), service.list("bob", 10));
        for (String owner : List.of("", "..", "a/b", "ann'--", "x".repeat(65), "ann\0")) {
            assertThrows(GpiotException.class, () -> service.get(owner, id), owner);
            assertThrows(GpiotException.class, () -> submit(service, owner, "Count"), owner);
        }
        for (String other : List.of("' or '1'='1", "../ann/" + id, id + "\0", "%")) {
            assertThrows(NoSuchRun.class, () -> service.get("ann", other));
        }
        assertEquals(RunState.DONE, service.get("ann", id).state());
    }

    @Test
    void aPlanIsEditedAndTheRunGoesOnFromThere() throws IOException {
        RunService service = service(FakeWork.fast());
        RunOrder plan = order("Count the beats").withPlanOnly(true);
        String id = service.submit("ann", plan, data("a.csv")).id();
        assertEquals(RunState.DONE, ended(service, "ann", id));
        assertTrue(service.get("ann", id).outcome().planned());
        String edited = "Sub-Task 1 [Mine Alone]\n- count what is there\n";
        service.edit("ann", id, "subtasks.md", edited);
        service.resume("ann", id, false);
        assertEquals(RunState.DONE, ended(service, "ann", id));
        assertEquals(
                "Mine Alone", service.progress("ann", id).subTasks().getFirst().name());
        assertEquals("edited", service.progress("ann", id).stages().get(1).how());
        assertEquals(edited, Files.readString(service.file("ann", id, "subtasks.md")));
        String refused = assertThrows(GpiotException.class, () -> service.edit("ann", id, "subtasks.md", "nothing"))
                .getMessage();
        assertFalse(refused.contains(folder.toString()), refused);
    }

    @Test
    void theChosenCandidateOrOwnProgramComesFirst() throws IOException {
        RunService service = service(FakeWork.fast());
        String id = submit(service, "ann", "Count the beats");
        assertEquals(RunState.DONE, ended(service, "ann", id));
        assertTrue(summary(service, id).startsWith("candidate " + FakeWork.HOLDS), summary(service, id));
        service.choose("ann", id, 1, 3);
        service.resume("ann", id, false);
        assertEquals(RunState.DONE, ended(service, "ann", id));
        assertTrue(summary(service, id).startsWith("candidate 3"), summary(service, id));
        service.edit("ann", id, "chosen/01.py", "# mine\n");
        service.resume("ann", id, false);
        assertEquals(RunState.DONE, ended(service, "ann", id));
        assertTrue(summary(service, id).startsWith("your own program held"), summary(service, id));
        service.choose("ann", id, 1, 0); // one that fails: the chain's choice stands
        service.resume("ann", id, false);
        assertEquals(RunState.DONE, ended(service, "ann", id));
        assertTrue(summary(service, id).startsWith("candidate " + FakeWork.HOLDS), summary(service, id));
        assertThrows(NoSuchRun.class, () -> service.choose("ann", id, 1, 77));
    }

    private static String summary(RunService service, String id) {
        return service.progress("ann", id).subTasks().getFirst().summary();
    }

    @Test
    void filesAreTheRunsOwnAndNothingElse() throws IOException {
        RunService service = service(FakeWork.fast());
        String id = submit(service, "ann", "Count the beats");
        String other = submit(service, "ann", "Count the steps");
        assertEquals(RunState.DONE, ended(service, "ann", id));
        assertEquals(RunState.DONE, ended(service, "ann", other));
        Path run = folder.resolve("work/ann").resolve(id).resolve("run");
        Files.createSymbolicLink(run.resolve("link.txt"), Path.of("/etc/hostname"));
        Set<String> names = new HashSet<>();
        service.files("ann", id).forEach(file -> names.add(file.name()));
        assertTrue(names.containsAll(Set.of("main.py", "subtasks.md", "run.json", "log.jsonl")), names.toString());
        for (String name : List.of(
                "../data/a.csv",
                "../../" + other + "/run/subtasks.md",
                "/etc/hostname",
                "link.txt",
                ".lock",
                "",
                ".",
                "candidates",
                "values/data/inspection.json",
                "main.py\0")) {
            assertThrows(NoSuchRun.class, () -> service.file("ann", id, name), name);
        }
        for (String name :
                List.of("main.py", "chosen/../main.py", "chosen/1.py", "../x.md", "specifications/99_x.md")) {
            assertThrows(GpiotException.class, () -> service.edit("ann", id, name, "x"), name);
        }
        Set<String> zipped = new HashSet<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        service.zip("ann", id, bytes);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                zipped.add(entry.getName().substring(("run-" + id + "/").length()));
            }
        }
        assertEquals(names, zipped);
        service.delete("ann", id);
        assertFalse(Files.exists(run));
        assertThrows(NoSuchRun.class, () -> service.get("ann", id));
    }

    @Test
    void severalRunsShareOneModelAndEndAsEachAlone() throws IOException {
        ScriptedModel model = FakeWork.babbling();
        RunService service = service(FakeWork.on(model), SETTINGS.withAtOnce(2));
        List<String> ids = Stream.of("Count the beats", "Find the peaks", "Count the beats")
                .map(requirement -> submit(service, "ann", requirement))
                .toList();
        for (String id : ids) {
            assertEquals(RunState.DONE, ended(service, "ann", id));
        }
        assertEquals(
                Files.readString(service.file("ann", ids.get(0), "subtasks.md")),
                Files.readString(service.file("ann", ids.get(2), "subtasks.md")));
    }

    @Test
    void asManyRunAtOnceAsTheSettingsSay() {
        FakeWork work = FakeWork.stepwise();
        RunService service = service(work, SETTINGS.withAtOnce(2));
        List<String> ids = Stream.of("one", "two", "three")
                .map(requirement -> submit(service, "ann", requirement))
                .toList();
        untilState(service, "ann", ids.get(0), RunState.RUNNING);
        untilState(service, "ann", ids.get(1), RunState.RUNNING);
        assertEquals(RunState.QUEUED, service.get("ann", ids.get(2)).state());
        assertEquals(2, service.underWay());
        work.step(10_000);
        assertEquals(RunState.DONE, ended(service, "ann", ids.get(2)));
    }

    @Test
    void theOwnerWithFewerAtWorkComesFirst() {
        FakeWork work = FakeWork.stepwise();
        RunService service = service(work, SETTINGS.withAtOnce(2));
        String first = submit(service, "ann", "ann 1");
        untilState(service, "ann", first, RunState.RUNNING);
        // a second place is free, but one at a time is claimed: fill it, then let both of the others wait
        String second = submit(service, "ann", "ann 2");
        untilState(service, "ann", second, RunState.RUNNING);
        submit(service, "ann", "ann 3");
        String bobs = submit(service, "bob", "bob 1");
        service.cancel("ann", second);
        untilState(service, "bob", bobs, RunState.RUNNING);
        work.step(100_000);
        assertEquals(RunState.DONE, ended(service, "bob", bobs));
        assertEquals("bob 1", work.begun.get(2));
    }

    @Test
    void whatAMessageSaysHidesWhereTheWorkspaceIs() {
        RunService service = service(FakeWork.fast());
        String id = submit(service, "ann", "this will fail \0 not because of that");
        assertEquals(RunState.FAILED, ended(service, "ann", id));
        assertEquals(
                "no good data in ann/" + id + "/data", service.get("ann", id).message());
        String refused = assertThrows(GpiotException.class, () -> submit(service, "ann", "refuse this"))
                .getMessage();
        assertFalse(refused.contains(folder.toString()), refused);
        assertEquals(1, service.list("ann", 10).size());
        assertEquals(List.of(id), new Workspace(folder.resolve("work"), SETTINGS).ids("ann"));
    }

    @Test
    void whatAServerThatClosesLeavesIsInterruptedAndCanBeResumed() {
        FakeWork work = FakeWork.stepwise();
        RunService service = service(work);
        String id = submit(service, "ann", "Count the beats");
        String waiting = submit(service, "ann", "Count the steps");
        work.step(4);
        until(service, "ann", id, "StageFinished");
        service.drain(Duration.ofMillis(10), () -> false);
        service.close();
        RunService next = service(FakeWork.fast());
        assertEquals(RunState.INTERRUPTED, next.get("ann", id).state());
        assertEquals(RunState.DONE, ended(next, "ann", waiting)); // what waited goes on by itself
        next.resume("ann", id, false);
        assertEquals(RunState.DONE, ended(next, "ann", id));
        assertEquals("kept", next.progress("ann", id).stages().getFirst().how());
    }

    @Test
    void severalServersTakeEachRunOnce() {
        FakeWork one = FakeWork.fast();
        FakeWork other = FakeWork.fast();
        RunService first = service(one, SETTINGS.withAtOnce(2));
        RunService second = service(other, SETTINGS.withAtOnce(2));
        List<String> requirements =
                IntStream.range(0, 12).mapToObj(i -> "run " + i).toList();
        List<String> ids = requirements.stream()
                .map(requirement -> submit(requirement.endsWith("1") ? first : second, "ann", requirement))
                .toList();
        for (String id : ids) {
            assertEquals(RunState.DONE, ended(first, "ann", id));
        }
        List<String> begun =
                Stream.concat(one.begun.stream(), other.begun.stream()).sorted().toList();
        assertEquals(requirements.stream().sorted().toList(), begun);
    }

    @Test
    void aRunIsCancelledThroughAnyServer() {
        FakeWork work = FakeWork.stepwise();
        RunService first = service(work);
        String id = submit(first, "ann", "Count the beats");
        untilState(first, "ann", id, RunState.RUNNING);
        RunService second = service(work);
        second.cancel("ann", id);
        assertEquals(RunState.CANCELLED, ended(second, "ann", id));
    }

    @Test
    void aRunWhoseServerIsSilentElsewhereIsInterruptedAndNotItsAnyMore() {
        FakeWork work = FakeWork.stepwise();
        RunService first = service(work);
        String id = submit(first, "ann", "Count the beats");
        untilState(first, "ann", id, RunState.RUNNING);
        // as if it ran on another machine, which was last heard of in 1970
        changed("update gpiot_run set worker = 'elsewhere/1/1/x', heartbeat = 1 where id = ?", id);
        RunService second = service(FakeWork.fast());
        assertEquals(RunState.INTERRUPTED, second.get("ann", id).state());
        while (first.underWay() > 0) {
            first.events("ann", id, Long.MAX_VALUE - 1, Duration.ofMillis(100));
        }
        assertEquals(RunState.INTERRUPTED, second.get("ann", id).state());
        assertNotNull(second.get("ann", id).ended());
    }

    @Test
    void whoIsAloneTakesItsOwnRunsAndNobodyElseTakesThem() {
        FakeWork shared = FakeWork.fast();
        FakeWork own = FakeWork.fast();
        RunService server = service(shared);
        RunService alone = service(own, SETTINGS.byItself());
        String mine = submit(alone, "ann", "alone");
        String others = submit(server, "ann", "shared");
        assertEquals(RunState.DONE, ended(server, "ann", mine));
        assertEquals(RunState.DONE, ended(alone, "ann", others));
        assertEquals(List.of("alone"), own.begun);
        assertEquals(List.of("shared"), shared.begun);
        alone.resume("ann", others, false);
        assertEquals(RunState.DONE, ended(server, "ann", others));
        assertEquals(List.of("alone", "shared"), own.begun);
    }

    @Test
    void whatWaitsForAServerThatIsGoneIsInterrupted() {
        FakeWork work = FakeWork.stepwise();
        RunService first = service(work);
        String running = submit(first, "ann", "at work");
        untilState(first, "ann", running, RunState.RUNNING);
        String waiting = submit(first, "ann", "waits");
        String[] self = Worker.ofThisProcess().name().split("/");
        changed(
                "update gpiot_run set pool = ? where id = ?",
                self[0] + "/" + self[1] + "/1/an-earlier-process-of-this-number",
                waiting);
        RunService second = service(work);
        assertEquals(RunState.INTERRUPTED, second.get("ann", waiting).state());
        assertEquals(RunState.RUNNING, second.get("ann", running).state());
        work.step(10_000);
        assertEquals(RunState.DONE, ended(first, "ann", running));
    }

    @Test
    void whatWaitsForASilentServerOfAnotherMachineIsInterrupted() {
        FakeWork work = FakeWork.stepwise();
        RunService first = service(work);
        String running = submit(first, "ann", "at work");
        untilState(first, "ann", running, RunState.RUNNING);
        String waiting = submit(first, "ann", "waits");
        changed("update gpiot_run set pool = ?, queued = queued - 1000000 where id = ?", "no-such-host/1/1/x", waiting);
        assertEquals(RunState.INTERRUPTED, service(work).get("ann", waiting).state());
        work.step(10_000);
        assertEquals(RunState.DONE, ended(first, "ann", running));
    }

    @Test
    void runThatNobodyCarriesAnyMoreIsInterrupted() {
        FakeWork work = FakeWork.fast();
        RunService service = service(work);
        String id = submit(service, "ann", "Count the beats");
        assertEquals(RunState.DONE, ended(service, "ann", id));
        // as if its end could not have been written down
        changed("update gpiot_run set state = 'running', ended = null where id = ?", id);
        untilState(service, "ann", id, RunState.INTERRUPTED);
        service.resume("ann", id, false);
        assertEquals(RunState.DONE, ended(service, "ann", id));
    }
}
