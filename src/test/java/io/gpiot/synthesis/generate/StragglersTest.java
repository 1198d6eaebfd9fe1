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

    private final Stragglers stragglers = new Stragglers(new int[] {1, 1, 1, 1}, AnswerListener.NONE);

    @Test
    void longRowIsCutOnceThreeQuartersHaveEnded() {
        draw(3, 301);
        end(0, 150);
        end(1, 150);
        assertFalse(stragglers.cancelled(3));
        end(2, 150);
        assertTrue(stragglers.cancelled(3));
    }

    @Test
    void rowOfUsualLengthGoesOn() {
        draw(3, 300);
        end(0, 150);
        end(1, 150);
        end(2, 150);
        assertFalse(stragglers.cancelled(3));
        draw(3, 1);
        assertTrue(stragglers.cancelled(3));
    }

    @Test
    void subTaskWithoutAWholeProgramIsWaitedFor() {
        Stragglers two = new Stragglers(new int[] {1, 1, 1, 1, 1, 1, 2, 2}, AnswerListener.NONE);
        for (int index = 0; index < 6; index++) {
            draw(two, index, 150);
            two.done(index, answer(150));
        }
        draw(two, 6, 301);
        draw(two, 7, 301);
        assertFalse(two.cancelled(6), "the second sub-task has no program yet");
        two.done(7, answer(301));
        assertTrue(two.cancelled(6));
    }

    @Test
    void shortProgramsDoNotCutOneThatIsShortToo() {
        draw(3, 120);
        end(0, 10);
        end(1, 10);
        end(2, 10);
        assertFalse(stragglers.cancelled(3));
    }

    @Test
    void listenerHearsEverythingAndMayCancelItself() {
        List<String> heard = new ArrayList<>();
        Stragglers telling = new Stragglers(new int[] {1}, new AnswerListener() {
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

    private void draw(int index, int tokens) {
        draw(stragglers, index, tokens);
    }

    private static void draw(Stragglers those, int index, int tokens) {
        for (int i = 0; i < tokens; i++) {
            those.token(index);
        }
    }

    private void end(int index, int length) {
        draw(index, length);
        stragglers.done(index, answer(length));
    }

    private static Answer answer(int length) {
        return new Answer("x".repeat(length), Answer.Finish.STOP, 1, 0, length, GuardReport.NONE);
    }
}
