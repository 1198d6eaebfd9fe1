package io.gpiot.knowledge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often the right card is among the first for sub-task phrases, with the real cards and the real model. */
class RetrievalQualityIT {

    /** @param answers ids of the cards any of which is right */
    private record Question(String phrase, Set<String> answers) {}

    /** @param first share of questions whose first card is right, {@code third}: among the first three */
    private record Quality(double first, double third, double reciprocalRank) {}

    @TempDir
    Path home;

    @Test
    void rightCardIsAmongTheFirstThreeForNineOfTenPhrases() throws IOException {
        List<Question> questions = questions();
        var quality = new EnumMap<Ranking, Quality>(Ranking.class);
        try (var knowledge = Knowledge.open(home, new BgeEmbedder(), Progress.NONE)) {
            for (Ranking ranking : Ranking.values()) {
                quality.put(ranking, quality(knowledge, questions, ranking));
            }
        }
        print(questions.size(), quality);
        Quality hybrid = quality.get(Ranking.HYBRID);
        assertTrue(hybrid.third() >= 0.90, "R@3 of the hybrid ranking: " + hybrid.third());
    }

    @Test
    void everyQuestionAsksForCardsThatExist() throws IOException {
        Set<String> known = BuiltInCards.all().stream().map(Card::id).collect(Collectors.toSet());
        for (Question question : questions()) {
            assertEquals(Set.of(), minus(question.answers(), known), question.phrase());
        }
    }

    private static Set<String> minus(Set<String> ids, Set<String> known) {
        return ids.stream().filter(id -> !known.contains(id)).collect(Collectors.toSet());
    }

    private static Quality quality(Knowledge knowledge, List<Question> questions, Ranking ranking) {
        int first = 0;
        int third = 0;
        double reciprocal = 0;
        for (Question question : questions) {
            List<String> found = knowledge.search(question.phrase(), 10, Filter.CARDS, ranking).stream()
                    .map(Passage::id)
                    .toList();
            int rank = rank(found, question.answers());
            first += rank == 1 ? 1 : 0;
            third += rank > 0 && rank <= 3 ? 1 : 0;
            reciprocal += rank > 0 ? 1.0 / rank : 0;
            if (rank != 1 && ranking == Ranking.HYBRID) {
                System.out.printf("rank %d: %s -> %s%n", rank, question.phrase(), found.subList(0, 3));
            }
        }
        double n = questions.size();
        return new Quality(first / n, third / n, reciprocal / n);
    }

    /** From 1; 0 where none of them was found. */
    private static int rank(List<String> found, Set<String> answers) {
        for (int i = 0; i < found.size(); i++) {
            if (answers.contains(found.get(i))) {
                return i + 1;
            }
        }
        return 0;
    }

    private static void print(int count, Map<Ranking, Quality> quality) {
        System.out.printf("%d phrases, %d cards%n", count, BuiltInCards.texts().size());
        quality.forEach((ranking, q) -> System.out.printf(
                "%-8s R@1 %.3f  R@3 %.3f  MRR@10 %.3f%n", ranking, q.first(), q.third(), q.reciprocalRank()));
    }

    private static List<Question> questions() throws IOException {
        var questions = new ArrayList<Question>();
        try (InputStream stream = RetrievalQualityIT.class.getResourceAsStream("queries.tsv")) {
            String text = new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
                String[] fields = line.split("\t");
                questions.add(new Question(fields[0], Set.of(fields[1].split(","))));
            }
        }
        return questions;
    }
}
