package io.gpiot.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {

    @TempDir
    Path folder;

    @Test
    void aFolderThatIsThereOrCanBeMadeIsUsable() {
        for (Path root : new Path[] {folder, folder.resolve("new/home")}) {
            Home home = new Home(root);
            assertEquals(home, home.usable());
            assertEquals(root == folder, Files.exists(root), "nothing is made by asking");
        }
    }

    @Test
    void aFileInItsPlaceOrOnTheWayIsRefusedWithTheWayOut() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        for (Path root : new Path[] {file, file.resolve("below")}) {
            GpiotException error = assertThrows(GpiotException.class, () -> new Home(root).usable());
            assertEquals(GpiotException.Category.USER, error.category());
            assertTrue(error.getMessage().endsWith("; set GPIOT_HOME to a folder of yours"), error.getMessage());
        }
    }
}
