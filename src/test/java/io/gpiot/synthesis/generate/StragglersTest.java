package io.gpiot.synthesis.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.GuardReport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StragglersTest {

    private final Stragglers stragglers = new Stragglers(4, AnswerListener.NONE);

    @Test
    void longRowIsCutOnceThreeQuartersHaveEnded() {
        stragglers.text(3, "x".repeat(1001));
        end(0, 500);
        end(1, 500);
        assertFalse(stragglers.cancelled(3));
        end(2, 500);
        assertTrue(stragglers.cancelled(3));
    }

    @Test
    void rowOfUsualLengthGoesOn() {
        stragglers.text(3, "x".repeat(1000));
        end(0, 500);
        end(1, 500);
        end(2, 500);
        assertFalse(stragglers.cancelled(3));
        stragglers.text(3, "x");
        assertTrue(stragglers.cancelled(3));
    }

    @Test
    void shortProgramsDoNotCutOneThatIsShortToo() {
        stragglers.text(3, "x".repeat(400));
        end(0, 10);
        end(1, 10);
        end(2, 10);
        assertFalse(stragglers.cancelled(3));
    }

    @Test
    void listenerHearsEverythingAndMayCancelItself() {
        List<String> heard = new ArrayList<>();
        Stragglers telling = new Stragglers(1, new AnswerListener() {
            @Override
            public void text(int index, String piece) {
                heard.add(piece);
            }

            @Override
            public void done(int index, Answer answer) {
                heard.add("done");
            }

            @Override
            public boolean cancelled(int index) {
                return true;
            }
        });
        telling.text(0, "a");
        assertTrue(telling.cancelled(0));
        telling.done(0, answer(1));
        assertEquals(List.of("a", "done"), heard);
    }

    private void end(int index, int length) {
        stragglers.done(index, answer(length));
    }

    private static Answer answer(int length) {
        return new Answer("x".repeat(length), Answer.Finish.STOP, 1, 0, length, GuardReport.NONE);
    }
}
