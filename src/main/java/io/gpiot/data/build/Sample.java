package io.gpiot.data.build;

import io.gpiot.data.Label;
import io.gpiot.data.Row;
import io.gpiot.data.distinct.Split;
import io.gpiot.synthesis.prompt.Prompt;
import java.util.List;

/**
 * One pair of a dataset, as it is written: a line of JSON.
 *
 * @param parent id of the row that this one was made of, or empty
 * @param verdict of the row's program: passed or unchecked; none where there is no program
 * @param hash of the row's content
 * @param split training or development
 * @param messages the chat up to the question
 * @param prefill how the answer begins where the model is told so, as in use; else empty
 * @param answer what the model is to say, prefill included; the loss is taken on what follows the prefill
 */
public record Sample(
        String id,
        String kind,
        String domain,
        String topic,
        String axis,
        String origin,
        String licence,
        String source,
        String parent,
        String verdict,
        String hash,
        String split,
        List<Turn> messages,
        String prefill,
        String answer) {

    /** One turn of the chat. */
    public record Turn(String role, String content) {}

    public Sample {
        messages = messages == null ? List.of() : List.copyOf(messages); // a line of somebody else's JSON
    }

    /** @param rest what follows the prompt's prefill */
    static Sample of(Row row, Label label, String verdict, Prompt prompt, String rest) {
        return new Sample(
                label.id(),
                label.kind().text(),
                label.domain(),
                label.topic(),
                label.axis().text(),
                label.origin().text(),
                label.licence(),
                label.source(),
                label.parent(),
                verdict,
                row.hash(),
                Split.of(label.domain(), label.topic()).text(),
                prompt.messages().stream()
                        .map(message -> new Turn(message.speaker().roleName(), message.content()))
                        .toList(),
                prompt.prefill(),
                prompt.prefill() + rest);
    }

    boolean isTraining() {
        return split.equals(Split.TRAINING.text());
    }

    /** What the model has to write. */
    String rest() {
        return answer.substring(prefill.length());
    }

    /** What a person asked: the last turn. */
    String question() {
        return messages.getLast().content();
    }
}
