package io.gpiot.data.read;

import io.gpiot.data.Axis;
import io.gpiot.data.Kind;
import io.gpiot.data.Label;
import java.util.Optional;

/** Where a row comes from: the lines {@code Axis:} and {@code Parent:} say that it was made of another one. */
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
        return Label.varied(id, kind, domain, topic, axis.orElse(Axis.NONE), faults.file(), parent);
    }
}
