package io.gpiot.app.runs;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The door to runs, for web pages, programs and tools alike. Every call names an owner, and sees that owner's runs only.
 * Ids that do not exist and other owners' ids are the same error.
 */
public final class RunService implements AutoCloseable {

    /** Whose runs they are where nobody has to say who they are: on this machine. */
    public static final String LOCAL_OWNER = "local";

    private static final int MOST_EVENTS = 100_000;

    private final SecureRandom random = new SecureRandom();
    private final RunStore store;
    private final Workspace workspace;
    private final Journal journal;
    private final RunLoop loop;
    private final RunWork work;
    private final RunSettings settings;

    /**
     * Starts to carry out what waits.
     *
     * @param database of the caller, who closes it after this
     * @param workspaces where owners' files are kept; one folder for all servers that share a database
     * @param says hears what is worth a line in a server's log
     */
    public RunService(Database database, Path workspaces, RunWork work, RunSettings settings, Consumer<String> says) {
        this.store = new RunStore(database, settings, Worker.ofThisProcess());
        this.workspace = new Workspace(workspaces, settings);
        this.journal = new Journal(store, says);
        this.work = work;
        this.settings = settings;
        this.loop = new RunLoop(store, workspace, journal, work, settings, says);
        loop.start();
    }

    /**
     * Copies the data and queues a run.
     *
     * @throws QueueFull where too many wait
     * @throws GpiotException USER where the order or the data will not do
     */
    public RunInfo submit(String owner, RunOrder order, RunData data) {
        requireRoom(owner);
        byte[] name = new byte[8];
        random.nextBytes(name);
        String id = HexFormat.of().formatHex(name);
        boolean queued = false;
        try {
            workspace.keep(owner, id, data);
            work.check(order.task(workspace.data(owner, id)), workspace.run(owner, id));
            RunInfo info = store.queue(id, owner, order).info();
            queued = true;
            loop.wake();
            return info;
        } catch (QueueFull full) {
            throw full;
        } catch (GpiotException e) {
            throw new GpiotException(e.category(), workspace.hide(String.valueOf(e.getMessage())), e);
        } finally {
            if (!queued) {
                workspace.remove(owner, id);
            }
        }
    }

    /**
     * Whether {@link #submit} would find room now.
     *
     * @throws QueueFull where too many wait
     * @throws GpiotException USER where this owner keeps too many
     */
    public void requireRoom(String owner) {
        DataName.owner(owner);
        if (store.kept(owner) >= settings.runsPerOwner()) {
            throw GpiotException.user("you keep " + settings.runsPerOwner() + " runs already: delete some");
        }
        store.requireRoom(owner);
    }

    /** @throws NoSuchRun where this owner has none of that id */
    public RunInfo get(String owner, String id) {
        return row(owner, id).info();
    }

    private RunRow row(String owner, String id) {
        return store.find(DataName.owner(owner), id).orElseThrow(() -> NoSuchRun.run(id));
    }

    /** An owner's runs, the latest first. */
    public List<RunInfo> list(String owner, int most) {
        return store.list(DataName.owner(owner), most).stream()
                .map(RunRow::info)
                .toList();
    }

    /** How far the last attempt has come. */
    public RunProgress progress(String owner, String id) {
        return RunProgress.of(store.events(row(owner, id).id(), 0, MOST_EVENTS, RunProgress.KINDS));
    }

    /**
     * A piece of a run's events.
     *
     * @param ended whether these are the last, unless the run is resumed
     */
    public record Events(List<RunEvent> events, boolean ended) {}

    /**
     * Events after a position, 0 for all; waits for some where there are none yet.
     *
     * @param patience to return with none after so long
     */
    public Events events(String owner, String id, long after, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            RunInfo info = get(owner, id); // read first: what follows it cannot be missed
            List<RunEvent> events = journal.after(id, after);
            long last = events.isEmpty() ? after : events.getLast().position();
            boolean ended = info.state().rests() && last >= info.lastEvent();
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (!events.isEmpty()
                    || ended
                    || !left.isPositive()
                    || Thread.currentThread().isInterrupted()) {
                return new Events(events, ended);
            }
            journal.await(left);
        }
    }

    /** Stops a run that waits or goes on; one that rests stays as it is. */
    public void cancel(String owner, String id) {
        row(owner, id);
        store.cancel(owner, id);
        loop.wake();
        journal.wake();
    }

    /**
     * Queues a run that rests once more: it goes on from what its folder holds, edits included.
     *
     * @param planOnly whether to stop after the sub-tasks
     * @throws QueueFull where too many wait
     * @throws GpiotException USER where it waits or goes on already
     */
    public RunInfo resume(String owner, String id, boolean planOnly) {
        RunRow row = row(owner, id);
        if (!store.queueAgain(owner, id, row.info().order().withPlanOnly(planOnly))) {
            throw busy(row, "wait until it ends, or cancel it first");
        }
        loop.wake();
        return get(owner, id);
    }

    /** @throws GpiotException USER where it waits or goes on */
    public void delete(String owner, String id) {
        RunRow row = row(owner, id);
        if (!store.forget(owner, id)) {
            throw busy(row, "cancel it before you delete it");
        }
        workspace.remove(owner, id);
    }

    private static GpiotException busy(RunRow row, String wayOut) {
        return GpiotException.user("run " + row.id() + " is " + row.state().key() + ": " + wayOut);
    }

    /** A run's files, without the values that flow between its programs. */
    public List<RunFile> files(String owner, String id) {
        row(owner, id);
        return filesOf(owner, id).list();
    }

    /**
     * One of {@link #files}.
     *
     * @throws NoSuchRun where there is none of that name
     */
    public Path file(String owner, String id, String name) {
        row(owner, id);
        return filesOf(owner, id).file(name);
    }

    /** Replaces a stage's file, {@code subtasks.md}, {@code specifications/*.md} or {@code chosen/NN.py}; then {@link #resume}. */
    public void edit(String owner, String id, String name, String text) {
        resting(owner, id).edit(name, text);
    }

    /** Makes a candidate the program of its sub-task, if it holds; then {@link #resume}. */
    public void choose(String owner, String id, int subTask, int candidate) {
        resting(owner, id).choose(subTask, candidate);
    }

    /** Leaves the choice for a sub-task to us again; then {@link #resume}. */
    public void unchoose(String owner, String id, int subTask) {
        resting(owner, id).unchoose(subTask);
    }

    private RunFiles resting(String owner, String id) {
        RunRow row = row(owner, id);
        if (!row.state().rests()) {
            throw busy(row, "wait until it ends, or cancel it before you change its files");
        }
        return filesOf(owner, id);
    }

    private RunFiles filesOf(String owner, String id) {
        return new RunFiles(workspace.run(owner, id));
    }

    /** All of {@link #files} in one zip. */
    public void zip(String owner, String id, OutputStream out) throws IOException {
        row(owner, id);
        filesOf(owner, id).zip("run-" + id, out);
    }

    /** How many runs are under way here, for measures. */
    public int underWay() {
        return loop.underWay();
    }

    /** From here on waiting runs wait for another server, or for the next start of this one. */
    public void stopTaking() {
        loop.stopTaking();
    }

    /**
     * Takes no new run from the queue, and returns once those under way have ended or the time is up.
     *
     * @param enough asked now and then whether to wait no longer
     */
    public void drain(Duration patience, BooleanSupplier enough) {
        loop.drain(patience, enough);
    }

    /** Interrupts what is still under way. */
    @Override
    public void close() {
        loop.close();
        journal.close();
    }
}
