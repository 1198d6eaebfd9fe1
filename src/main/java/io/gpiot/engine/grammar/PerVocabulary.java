package io.gpiot.engine.grammar;

import io.gpiot.engine.Vocabulary;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One value a vocabulary (the same object, not an equal one), for as long as the vocabulary lives. The value must not
 * hold the vocabulary. A process has a handful of vocabularies, so a list does.
 */
final class PerVocabulary<T> {

    private record Entry<T>(WeakReference<Vocabulary> vocabulary, T value) {}

    private final List<Entry<T>> entries = new ArrayList<>();

    synchronized T get(Vocabulary vocabulary, Function<Vocabulary, T> make) {
        entries.removeIf(entry -> entry.vocabulary.get() == null);
        for (Entry<T> entry : entries) {
            if (entry.vocabulary.get() == vocabulary) {
                return entry.value;
            }
        }
        T value = make.apply(vocabulary);
        entries.add(new Entry<>(new WeakReference<>(vocabulary), value));
        return value;
    }
}
