package io.gpiot.pect.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The checkout's recipes can be read and can be compared with each other. */
class RecipeFilesTest {

    private static final Path FOLDER = Path.of("recipes");

    private static Recipe recipe(String name) {
        return Recipes.read(FOLDER.resolve(name + ".yaml"));
    }

    @Test
    void everyRecipeLearnsTheSameDataInTheSameWay() throws IOException {
        Recipe pect = recipe("pect");
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> all = files.toList();
            assertTrue(all.size() >= 5);
            for (Path file : all) {
                Recipe recipe = Recipes.read(file);
                assertEquals(pect.base(), recipe.base(), file.toString());
                assertEquals(pect.data(), recipe.data(), file.toString());
                assertEquals(pect.development(), recipe.development(), file.toString());
                assertEquals(pect.training(), recipe.training(), file.toString());
                assertEquals(pect.evaluation(), recipe.evaluation(), file.toString());
                assertEquals(pect.adapter().alpha(), recipe.adapter().alpha(), file.toString());
            }
        }
    }

    @Test
    void eachAblationLeavesOutOneThing() {
        Recipe.Adapter full = recipe("pect").adapter();
        Recipe.Adapter alone = recipe("pect-without-projections").adapter();
        Recipe.Adapter unshared = recipe("pect-without-shared").adapter();
        assertTrue(full.shared() && full.projections());
        assertTrue(alone.shared() && !alone.projections());
        assertTrue(!unshared.shared() && unshared.projections());
        assertEquals(full.rank(), alone.rank());
        assertEquals(full.rank(), unshared.rank());
    }
}
