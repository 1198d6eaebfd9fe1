package io.gpiot.app.runs;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs and their events in the database. Each change of a state names the state that it starts from, so that of two servers
 * that want the same only one gets it.
 */
final class RunStore {

    /** Whose runs any server may take; others are one server's own, by its name. */
    private static final String SHARED = "";

    private final Database database;
    private final RunSettings settings;
    private final Worker worker;
    private final String pool;

    RunStore(Database database, RunSettings settings, Worker worker) {
        this.database = database;
        this.settings = settings;
        this.worker = worker;
        this.pool = settings.alone() ? worker.name() : SHARED;
    }

    /** @throws QueueFull where too many wait, of all owners or of this one */
    RunRow queue(String id, String owner, RunOrder order) {
        return database.transact(connection -> {
            requireRoom(connection, owner);
            Sql.update(
                    connection,
                    "insert into gpiot_run (id, owner, pool, state, asked, queued) values (?, ?, ?, 'queued', ?, "
                            + database.now() + ")",
                    id,
                    owner,
                    pool,
                    RunRow.write(order));
            tell(connection, id, RunEvent.STATE, StateDetail.of(RunState.QUEUED, ""));
            return find(connection, owner, id).orElseThrow(() -> NoSuchRun.run(id));
        });
    }

    /** Queues a run that rests once more; false where it does not rest. */
    boolean queueAgain(String owner, String id, RunOrder order) {
        return database.transact(connection -> {
            requireRoom(connection, owner);
            return Sql.update(
                                    connection,
                                    "update gpiot_run set state = 'queued', asked = ?, pool = ?, queued = "
                                            + database.now()
                                            + ", ended = null, worker = null, wish = '', message = '', outcome = null"
                                            + " where id = ? and owner = ? and state not in ('queued', 'running')",
                                    RunRow.write(order),
                                    pool,
                                    id,
                                    owner)
                            == 1
                    && tell(connection, id, RunEvent.STATE, StateDetail.of(RunState.QUEUED, ""));
        });
    }

    /** @throws QueueFull where too many wait, of all owners or of this one */
    void requireRoom(String owner) {
        database.transact(connection -> {
            requireRoom(connection, owner);
            return true;
        });
    }

    private void requireRoom(Connection connection, String owner) throws SQLException {
        if (Sql.counted(connection, "select count(*) from gpiot_run where state = 'queued'") >= settings.waiting()) {
            throw new QueueFull(settings.waiting() + " runs wait already", 60);
        }
        if (Sql.counted(connection, "select count(*) from gpiot_run where state = 'queued' and owner = ?", owner)
                >= settings.waitingPerOwner()) {
            throw new QueueFull(settings.waitingPerOwner() + " of your runs wait already", 60);
        }
    }

    int kept(String owner) {
        return (int) (long) database.transact(
                connection -> Sql.counted(connection, "select count(*) from gpiot_run where owner = ?", owner));
    }

    /** The waiting run whose owner has fewest at work, of those the oldest, is this worker's from now on. */
    Optional<RunRow> claim() {
        String next =
                "select r.id from gpiot_run r where r.state = 'queued' and r.pool = ? order by (select count(*) from gpiot_run o"
                        + " where o.owner = r.owner and o.state = 'running'), r.queued, r.id limit 1"
                        + database.claiming();
        return database.transact(connection -> {
            List<RunRow> claimed = Sql.rows(
                    connection,
                    RunRow::read,
                    "update gpiot_run set state = 'running', worker = ?, started = " + database.now()
                            + ", heartbeat = " + database.now() + " where id = (" + next + ") returning "
                            + RunRow.COLUMNS,
                    worker.name(),
                    pool);
            for (RunRow row : claimed) {
                tell(connection, row.id(), RunEvent.STATE, StateDetail.of(RunState.RUNNING, ""));
            }
            return claimed.stream().findFirst();
        });
    }

    /** Says that this worker lives, and tells which of its runs are to be stopped. */
    List<Own> beat() {
        return database.transact(connection -> {
            if (!pool.equals(SHARED)) { // nobody else takes these: that they wait for somebody must be seen, too
                Sql.update(
                        connection,
                        "update gpiot_run set heartbeat = " + database.now() + " where pool = ? and state = 'queued'",
                        pool);
            }
            return Sql.rows(
                    connection,
                    row -> new Own(row.getString("id"), !row.getString("wish").isEmpty()),
                    "update gpiot_run set heartbeat = " + database.now()
                            + " where worker = ? and state = 'running' returning id, wish",
                    worker.name());
        });
    }

    /** A run of a worker. @param unwanted whether its owner wants it stopped */
    record Own(String id, boolean unwanted) {}

    /** Marks the runs of workers that are gone or silent as interrupted. */
    int sweep() {
        return database.transact(connection -> {
            long deadline = Sql.counted(connection, "select " + database.now())
                    - settings.lost().toMillis();
            int swept = 0;
            for (RunRow row : Sql.rows(
                    connection,
                    RunRow::read,
                    "select " + RunRow.COLUMNS + " from gpiot_run where state = 'running' and worker <> ?",
                    worker.name())) {
                boolean gone = new Worker(row.worker()).gone();
                int changed = Sql.update(
                        connection,
                        "update gpiot_run set state = 'interrupted', ended = " + database.now()
                                + ", message = ? where id = ? and state = 'running' and worker = ? and heartbeat < ?",
                        INTERRUPTED,
                        row.id(),
                        row.worker(),
                        gone ? Long.MAX_VALUE : deadline);
                if (changed == 1) {
                    tell(connection, row.id(), RunEvent.STATE, StateDetail.of(RunState.INTERRUPTED, INTERRUPTED));
                    swept++;
                }
            }
            for (String orphaned : Sql.rows(
                    connection,
                    row -> row.getString("pool"),
                    "select distinct pool from gpiot_run where state = 'queued' and pool not in (?, ?)",
                    SHARED,
                    pool)) {
                swept += abandon(connection, orphaned, new Worker(orphaned).gone() ? Long.MAX_VALUE : deadline);
            }
            return swept;
        });
    }

    /** Nobody else would ever take them. */
    private int abandon(Connection connection, String orphaned, long deadline) throws SQLException {
        List<String> ids = Sql.rows(
                connection,
                row -> row.getString("id"),
                "update gpiot_run set state = 'interrupted', message = ?, ended = " + database.now()
                        + " where state = 'queued' and pool = ? and queued < ? and coalesce(heartbeat, 0) < ? returning id",
                INTERRUPTED,
                orphaned,
                deadline,
                deadline);
        for (String id : ids) {
            tell(connection, id, RunEvent.STATE, StateDetail.of(RunState.INTERRUPTED, INTERRUPTED));
        }
        return ids.size();
    }

    static final String INTERRUPTED = "its server ended while it ran; resume it to go on from what is on disk";

    /** Ends a run; false where it is not this worker's any more. */
    boolean end(String id, RunState state, String message, @Nullable RunOutcome outcome) {
        return database.transact(connection -> Sql.update(
                                connection,
                                "update gpiot_run set state = ?, message = ?, outcome = ?, ended = " + database.now()
                                        + " where id = ? and worker = ? and state = 'running'",
                                state.key(),
                                message,
                                outcome == null ? null : RunRow.write(outcome),
                                id,
                                worker.name())
                        == 1
                && tell(connection, id, RunEvent.STATE, StateDetail.of(state, message)));
    }

    /** Stops a waiting run at once; of one that goes on, the wish is noted for its worker. */
    void cancel(String owner, String id) {
        database.transact(connection -> {
            boolean waited = Sql.update(
                            connection,
                            "update gpiot_run set state = 'cancelled', ended = " + database.now()
                                    + " where id = ? and owner = ? and state = 'queued'",
                            id,
                            owner)
                    == 1;
            if (waited) {
                tell(connection, id, RunEvent.STATE, StateDetail.of(RunState.CANCELLED, ""));
            }
            return Sql.update(
                    connection,
                    "update gpiot_run set wish = 'cancel' where id = ? and owner = ? and state = 'running'",
                    id,
                    owner);
        });
    }

    /** Forgets a run that rests; false where it does not. */
    boolean forget(String owner, String id) {
        return database.transact(connection -> {
            boolean gone = Sql.update(
                            connection,
                            "delete from gpiot_run where id = ? and owner = ? and state not in ('queued', 'running')",
                            id,
                            owner)
                    == 1;
            if (gone) {
                Sql.update(connection, "delete from gpiot_event where run = ?", id);
            }
            return gone;
        });
    }

    Optional<RunRow> find(String owner, String id) {
        return database.transact(connection -> find(connection, owner, id));
    }

    private static Optional<RunRow> find(Connection connection, String owner, String id) throws SQLException {
        return Sql.rows(
                        connection,
                        RunRow::read,
                        "select " + RunRow.COLUMNS + " from gpiot_run where id = ? and owner = ?",
                        id,
                        owner)
                .stream()
                .findFirst();
    }

    /** The latest first. */
    List<RunRow> list(String owner, int most) {
        return database.transact(connection -> Sql.rows(
                connection,
                RunRow::read,
                "select " + RunRow.COLUMNS + " from gpiot_run where owner = ? order by queued desc, id limit ?",
                owner,
                most));
    }

    void tell(String run, String kind, Object detail) {
        database.transact(connection -> tell(connection, run, kind, detail));
    }

    /** The run's row is locked by the count, so that two servers never give one position twice. */
    private boolean tell(Connection connection, String run, String kind, Object detail) throws SQLException {
        Sql.update(connection, "update gpiot_run set last_event = last_event + 1 where id = ?", run);
        return Sql.update(
                        connection,
                        "insert into gpiot_event (run, position, time, kind, detail) select id, last_event, "
                                + database.now() + ", ?, ? from gpiot_run where id = ?",
                        kind,
                        RunRow.write(detail),
                        run)
                == 1;
    }

    /** @param kinds only these, or all where there are none */
    List<RunEvent> events(String run, long after, int most, String... kinds) {
        String only = kinds.length == 0 ? "" : " and kind in ('" + String.join("', '", kinds) + "')";
        return database.transact(connection -> {
            return Sql.rows(
                    connection,
                    row -> new RunEvent(
                            row.getLong("position"),
                            RunRow.time(row.getLong("time")),
                            row.getString("kind"),
                            RunRow.json(row.getString("detail"), JsonNode.class)),
                    "select position, time, kind, detail from gpiot_event where run = ? and position > ?" + only
                            + " order by position limit ?",
                    run,
                    after,
                    most);
        });
    }

    /** What a change of state tells. */
    record StateDetail(String state, String message) {
        static StateDetail of(RunState state, String message) {
            return new StateDetail(state.name(), message);
        }
    }
}
