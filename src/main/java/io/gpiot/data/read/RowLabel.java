package io.gpiot.data.read;

import io.gpiot.data.Axis;
import io.gpiot.data.Kind;
import io.gpiot.data.Label;
import io.gpiot.data.Origin;
import java.util.Optional;

/**
 * Where a row comes from: the lines {@code Axis:} and {@code Parent:} say that it was made of another one, {@code Origin:} that a
 * model wrote it.
 */
final class RowLabel {

    private RowLabel() {}

    static Label of(MarkdownRow row, String id, Kind kind, String domain, String topic, Faults faults) {
        if (!row.fields().containsKey("Axis") && !row.fields().containsKey("Parent")) {
            return Label.authored(id, kind, domain, topic, faults.file());
        }
        String parent = row.field("Parent", faults);
        String text = row.field("Axis", faults);
        Optional<Axis> axis = Axis.of(text);
        faults.unless(axis.isPresent(), row.lineOf("Axis"), "there is no axis '" + text + "'");
        Label varied = Label.varied(id, kind, domain, topic, axis.orElse(Axis.NONE), faults.file(), parent);
        if (!row.fields().containsKey("Origin")) {
            return varied;
        }
        String origin = row.field("Origin", faults);
        faults.unless(
                origin.equals(Origin.SELF_TRAINED.text()),
                row.lineOf("Origin"),
                "the origin must be " + Origin.SELF_TRAINED.text() + ", was '" + origin + "'");
        return varied.withOrigin(Origin.SELF_TRAINED);
    }
}
