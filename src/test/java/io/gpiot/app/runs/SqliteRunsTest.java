package io.gpiot.app.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import org.junit.jupiter.api.Test;

class SqliteRunsTest extends RunServiceContract {

    @Override
    Database open() {
        return Database.file(folder.resolve("state/runs.db"));
    }

    @Test
    void aDatabaseOfANewerVersionIsRefused() {
        try (Database database = open()) {
            database.transact(connection -> Sql.update(connection, "update gpiot_schema set version = 9"));
        }
        String why = assertThrows(GpiotException.class, this::open).getMessage();
        assertTrue(why.contains("newer version of GPIoT"), why);
    }

    @Test
    void anAddressThatIsNoneIsRefusedWithoutItsPassword() {
        String why = assertThrows(
                        GpiotException.class, () -> Database.open("jdbc:mysql://me:geheim@host/db?password=geheim"))
                .getMessage();
        assertFalse(why.contains("geheim"), why);
        String silent = assertThrows(
                        GpiotException.class,
                        () -> Database.open("jdbc:postgresql://localhost:1/db?user=me&password=geheim"))
                .getMessage();
        assertFalse(silent.contains("geheim"), silent);
        assertEquals(
                GpiotException.Category.RESOURCES,
                assertThrows(GpiotException.class, () -> Database.open("jdbc:postgresql://localhost:1/db"))
                        .category());
    }
}
