package io.gpiot.app.runs;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * One connection to SQLite or PostgreSQL, for one transaction at a time. What differs between the two is here and nowhere
 * else.
 */
public final class Database implements AutoCloseable {

    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final int VERSION = 1;

    /** Immediate where that is known: two processes that both read before they write would block each other. */
    private static final String BEGIN = "begin";

    private static final List<String> TABLES = List.of(
            "create table if not exists gpiot_schema (version integer not null)",
            """
            create table if not exists gpiot_run (
              id text primary key, owner text not null, pool text not null, state text not null,
              asked text not null,
              queued bigint not null, started bigint, ended bigint, heartbeat bigint, worker text,
              wish text not null default '', message text not null default '', outcome text,
              last_event bigint not null default 0)""",
            "create index if not exists gpiot_run_owner on gpiot_run (owner, queued)",
            "create index if not exists gpiot_run_state on gpiot_run (state, queued)",
            """
            create table if not exists gpiot_event (
              run text not null, position bigint not null, time bigint not null, kind text not null,
              detail text not null, primary key (run, position))""");

    /** A transaction's work. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private final String url;
    private final boolean postgres;
    private @Nullable Connection connection;

    private Database(String url) {
        this.url = url;
        this.postgres = url.startsWith(POSTGRESQL);
    }

    /** SQLite in a file. */
    public static Database file(Path file) {
        return open(SQLITE + file.toAbsolutePath());
    }

    /**
     * Opens it and makes its tables.
     *
     * @param url {@code jdbc:postgresql://HOST/DATABASE?user=...} or {@code jdbc:sqlite:FILE}
     * @throws GpiotException USER where it is another kind of URL, RESOURCES where it does not answer
     */
    public static Database open(String url) {
        if (!url.startsWith(SQLITE) && !url.startsWith(POSTGRESQL)) {
            throw GpiotException.user(
                    "a database is jdbc:postgresql://HOST/DATABASE or jdbc:sqlite:FILE, was " + plain(url));
        }
        Database database = new Database(url);
        database.transact(database::make);
        return database;
    }

    private boolean make(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (postgres) {
                // several servers that start together must not make the same table twice
                statement.execute("select pg_advisory_xact_lock(7105110)");
            }
            for (String table : TABLES) {
                statement.execute(table);
            }
            statement.execute(
                    "insert into gpiot_schema select " + VERSION + " where not exists (select 1 from gpiot_schema)");
            try (ResultSet rows = statement.executeQuery("select max(version) from gpiot_schema")) {
                rows.next();
                if (rows.getInt(1) > VERSION) {
                    throw GpiotException.user("the database " + plain(url) + " is of a newer version of GPIoT ("
                            + rows.getInt(1) + ", we know " + VERSION + "); use that one");
                }
            }
        }
        return true;
    }

    /** What to append to a choice of one row, so that several servers never choose the same. */
    String claiming() {
        return postgres ? " for update skip locked" : "";
    }

    /** The database's own clock in milliseconds: the same for all servers. */
    String now() {
        return postgres
                ? "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)"
                : "cast(unixepoch('subsec') * 1000 as integer)";
    }

    /** Whole or not at all; once more on a new connection where the old one turns out to be lost. */
    synchronized <T> T transact(Work<T> work) {
        try {
            boolean used = connection != null;
            try {
                return attempt(work);
            } catch (SQLException e) {
                if (!used || !lost()) {
                    throw e;
                }
                close();
                return attempt(work);
            }
        } catch (SQLException e) {
            throw GpiotException.resources("the database " + plain(url) + " does not answer: " + e.getMessage(), e);
        }
    }

    private <T> T attempt(Work<T> work) throws SQLException {
        Connection open = connection == null ? connect() : connection;
        connection = open;
        boolean done = false;
        execute(open, BEGIN);
        try {
            T result = work.on(open);
            execute(open, "commit");
            done = true;
            return result;
        } finally {
            if (!done) {
                rollback(open);
            }
        }
    }

    /** By hand: SQLite's driver would hold the file's lock from one transaction to the next. */
    private void execute(Connection open, String statement) throws SQLException {
        try (Statement made = open.createStatement()) {
            made.execute(statement.equals(BEGIN) && !postgres ? "begin immediate" : statement);
        }
    }

    private void rollback(Connection open) {
        try {
            execute(open, "rollback");
        } catch (SQLException e) {
            return; // it is lost, and with it the transaction; the first error is the one to tell
        }
    }

    private boolean lost() {
        try {
            return connection == null || connection.isClosed() || !connection.isValid(5);
        } catch (SQLException e) {
            return true;
        }
    }

    private Connection connect() throws SQLException {
        Properties settings = new Properties();
        if (!postgres) {
            folder(Path.of(url.substring(SQLITE.length())));
            settings.setProperty("journal_mode", "WAL");
            settings.setProperty("synchronous", "NORMAL");
            settings.setProperty("busy_timeout", "20000");
        } else {
            settings.setProperty("connectTimeout", "10");
            settings.setProperty("socketTimeout", "60");
        }
        return DriverManager.getConnection(url, settings);
    }

    private static void folder(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw GpiotException.unwritten(file, e);
        }
    }

    /** Without what may be a password. */
    private static String plain(String url) {
        return DataName.shortened(url.replaceAll("[?;].*", "").replaceAll("//[^/@]*@", "//"));
    }

    @Override
    public synchronized void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                return; // lost already
            }
        }
    }
}
