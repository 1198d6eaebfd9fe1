package io.gpiot.knowledge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CardTest {

    static final String TEXT = """
            ---
            id: tank-level
            title: Level of a tank from echo times
            domain: Environment
            keywords: [ultrasound, level]
            functions: [numpy.median]
            reference: none
            ---
            ## When
            A tank is measured from above.
            ## Steps
            1. Take the median of five echoes.
            ## Parameters
            - speed: 343 m/s at 20 degC
            ## Pitfalls
            - Foam eats the echo.
            """;

    @Test
    void everyFieldIsRead() {
        Card card = Card.parse("tank.md", TEXT);
        assertEquals("tank-level", card.id());
        assertEquals("Environment", card.domain());
        assertEquals(List.of("ultrasound", "level"), card.keywords());
        assertEquals(List.of("numpy.median"), card.functions());
        assertEquals("A tank is measured from above.", card.when());
        assertEquals("1. Take the median of five echoes.", card.steps());
        assertEquals("- speed: 343 m/s at 20 degC", card.parameters());
        assertEquals("- Foam eats the echo.", card.pitfalls());
    }

    @Test
    void windowsLineEndsChangeNothing() {
        assertEquals(Card.parse("tank.md", TEXT), Card.parse("tank.md", TEXT.replace("\n", "\r\n")));
    }

    @Test
    void promptHoldsWhatToDoButNotWhoSaidIt() {
        String prompt = Card.parse("tank.md", TEXT).toPrompt();
        assertTrue(prompt.contains("343 m/s") && prompt.contains("Foam") && prompt.contains("numpy.median"), prompt);
        assertFalse(prompt.contains("reference") || prompt.contains("measured from above"), prompt);
    }

    @Test
    void missingSectionIsNamedWithItsFile() {
        var error = assertThrows(
                GpiotException.class, () -> Card.parse("tank.md", TEXT.replace("## Pitfalls", "## Traps")));
        assertEquals("card tank.md: section ## Pitfalls is missing", error.getMessage());
        assertEquals(GpiotException.Category.USER, error.category());
    }

    @Test
    void brokenFrontMatterIsOneLine() {
        var error = assertThrows(
                GpiotException.class,
                () -> Card.parse("tank.md", TEXT.replace("title: Level", "title: Level: deep [")));
        assertTrue(error.getMessage().startsWith("card tank.md: front matter is not valid YAML"), error.getMessage());
        assertEquals(1, error.getMessage().lines().count());
    }

    @Test
    void onlyFrontMatterWithStepsLooksLikeACard() {
        assertTrue(Card.looksLikeCard(TEXT));
        assertFalse(Card.looksLikeCard("# A page\n\n## Steps\nmore\n"));
        assertFalse(Card.looksLikeCard("---\ntitle: a blog\n---\n\n# A page\n"));
    }
}
