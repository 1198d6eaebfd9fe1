package io.gpiot.bench.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReadingTest {

    private static final CodeRules SONAR = new SonarRules();

    private static final String FLAWED = """
            import os


            def f(x, y):
                unused = 3
                if x == x:
                    return 1
                return 2
                print("dead")


            password = "hunter2"
            """;

    private static final String CLEAN = """
            import numpy as np


            def mean_square(values):
                return float(np.mean(np.asarray(values) ** 2))
            """;

    /** Letters as dimensions. */
    private static final CodeEmbedder LETTERS = new CodeEmbedder() {
        @Override
        public String id() {
            return "letters";
        }

        @Override
        public float[] embed(String code) {
            float[] vector = new float[128];
            code.chars().filter(c -> c < 128).forEach(c -> vector[c]++);
            double squares = 0;
            for (float each : vector) {
                squares += each * each;
            }
            for (int i = 0; i < vector.length; i++) {
                vector[i] /= (float) Math.sqrt(squares);
            }
            return vector;
        }
    };

    private static Set<String> rules(List<Finding> findings, Finding.Kind kind) {
        return findings.stream()
                .filter(finding -> finding.kind() == kind)
                .map(Finding::rule)
                .collect(Collectors.toSet());
    }

    @Test
    void sonarsRulesTellBugsSecurityAndSmellsApart() {
        List<Finding> found = SONAR.check(List.of(FLAWED)).getFirst().orElseThrow();
        assertTrue(rules(found, Finding.Kind.BUG).containsAll(Set.of("python:S1764", "python:S1763")), found::toString);
        assertTrue(rules(found, Finding.Kind.SECURITY).contains("python:S2068"), found::toString);
        assertTrue(rules(found, Finding.Kind.SMELL).contains("python:S1172"), found::toString);
    }

    @Test
    void aCleanProgramHasNoFindingsWhateverWasReadBefore() {
        assertEquals(
                List.of(Optional.of(List.of()), Optional.empty(), Optional.of(List.of())),
                SONAR.check(List.of(CLEAN, "def f(:", CLEAN)));
        SONAR.check(List.of(FLAWED));
        assertEquals(List.of(Optional.of(List.of())), SONAR.check(List.of(CLEAN)));
    }

    @Test
    void aProgramThatIsNestedTooDeepEndsNothing() {
        String deep = "x = " + "(".repeat(20_000) + "1" + ")".repeat(20_000) + "\n";
        assertEquals(List.of(Optional.empty(), Optional.of(List.of())), SONAR.check(List.of(deep, CLEAN)));
    }

    @Test
    void findingsAreCountedInAHundredLinesThatAreNotBlank() {
        Appraisal.Note note =
                new Appraisal(SONAR, null).of(List.of(FLAWED), List.of(CLEAN)).getFirst();
        Quality quality = note.quality();
        assertEquals(8, quality.lines());
        assertEquals(100.0 * quality.count(Finding.Kind.BUG) / 8, quality.density(Finding.Kind.BUG), 1e-12);
        assertNull(note.similarity());
        assertNull(new Appraisal(SONAR, null)
                .of(List.of("def f(:"), List.of(CLEAN))
                .getFirst()
                .quality());
    }

    @Test
    void aLineThatTwoMakersObjectToForItsSecurityCountsOnce() {
        Finding here = new Finding(Finding.Kind.SECURITY, "other:1", 12, "a password");
        Finding there = new Finding(Finding.Kind.SECURITY, "other:2", 1, "something else");
        CodeRules other = new CodeRules() {
            @Override
            public String name() {
                return "other";
            }

            @Override
            public List<Optional<List<Finding>>> check(List<String> programs) {
                return programs.stream()
                        .map(each -> Optional.of(List.of(here, there)))
                        .toList();
            }
        };
        List<Finding> all = new AllRules(List.of(SONAR, other))
                .check(List.of(FLAWED))
                .getFirst()
                .orElseThrow();
        assertEquals(
                1,
                all.stream()
                        .filter(each -> each.kind() == Finding.Kind.SECURITY && each.line() == 12)
                        .count(),
                all::toString);
        assertTrue(all.contains(there), all::toString);
    }

    @Test
    void aProgramIsNearestToItself() {
        Appraisal appraisal = new Appraisal(null, LETTERS);
        List<Appraisal.Note> notes = appraisal.of(List.of(CLEAN, FLAWED), List.of(CLEAN, CLEAN));
        assertEquals(1, notes.get(0).similarity(), 1e-6);
        assertTrue(notes.get(1).similarity() < 0.99);
        assertEquals(notes.get(1).similarity(), appraisal.floor(List.of(CLEAN, FLAWED)), 1e-9);
    }
}
