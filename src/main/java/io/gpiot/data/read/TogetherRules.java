package io.gpiot.data.read;

import io.gpiot.data.Label;
import io.gpiot.data.Origin;
import io.gpiot.data.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold among rows: unique ids and contents, known domains, and the bench's topics in the bench alone. */
final class TogetherRules {

    private TogetherRules() {}

    static List<Fault> faults(List<Row> rows, Topics topics) {
        List<Fault> faults = new ArrayList<>();
        Map<String, String> ids = new HashMap<>();
        Map<String, String> contents = new HashMap<>();
        for (Row row : rows) {
            Label label = row.label();
            String sameId = ids.putIfAbsent(label.id(), label.source());
            String sameContent = contents.putIfAbsent(row.hash(), label.source());
            if (sameId != null) {
                faults.add(new Fault(label.source(), 0, "has the id of " + sameId));
            } else if (sameContent != null) {
                faults.add(new Fault(label.source(), 0, "has the content of " + sameContent));
            }
            boolean ours = label.origin() != Origin.CRAWLED && label.origin() != Origin.PAPER;
            if (ours && !topics.knows(label.domain())) {
                faults.add(
                        new Fault(label.source(), 0, "the domain '" + label.domain() + "' is not in " + Topics.FILE));
            }
            boolean reserved = topics.isReserved(label.topic());
            if (label.kind().isTraining() && reserved) {
                faults.add(
                        new Fault(label.source(), 0, "the topic '" + label.topic() + "' belongs to gpiot-bench alone"));
            }
            if (!label.kind().isTraining() && !reserved && !topics.reserved().isEmpty()) {
                faults.add(new Fault(
                        label.source(), 0, "the topic '" + label.topic() + "' is not reserved in " + Topics.FILE));
            }
        }
        return faults;
    }
}
