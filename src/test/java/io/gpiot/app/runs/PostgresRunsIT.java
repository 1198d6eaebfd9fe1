package io.gpiot.app.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same service on a real PostgreSQL, which comes from a jar and runs on a free port. */
class PostgresRunsIT extends RunServiceContract {

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() {
        try {
            server = EmbeddedPostgres.builder().start();
        } catch (IOException | IllegalStateException e) {
            System.err.println("SKIPPED: PostgreSQL does not start here: " + e);
            Assumptions.abort("PostgreSQL does not start here: " + e.getMessage());
        }
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Override
    Database open() {
        return Database.open(server.getJdbcUrl("postgres", "postgres"));
    }

    @Test
    void aLostConnectionIsMadeAnew() throws SQLException {
        try (Database database = open()) {
            database.transact(connection -> Sql.counted(connection, "select 1"));
            try (Connection admin = server.getPostgresDatabase().getConnection();
                    Statement statement = admin.createStatement()) {
                statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where pid <> pg_backend_pid() and backend_type = 'client backend'");
            }
            assertEquals(Long.valueOf(2), database.transact(connection -> Sql.counted(connection, "select 2")));
        }
    }
}
