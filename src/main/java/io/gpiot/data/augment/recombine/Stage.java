package io.gpiot.data.augment.recombine;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.GpiotException;
import java.util.ArrayList;
import java.util.List;

/** A sub-task before it has a number; its texts may hold {@code {words}} that the device fills in. */
record Stage(String name, List<Step> steps) {

    Stage {
        steps = List.copyOf(steps);
    }

    /** {@code Name: [step, step]}. */
    @JsonCreator
    static Stage of(JsonNode node) {
        if (!node.isObject() || node.size() != 1) {
            throw GpiotException.user("a stage must be 'Name: [steps]', was " + node);
        }
        var field = node.fields().next();
        List<Step> steps = new ArrayList<>();
        field.getValue().forEach(step -> steps.add(Step.of(step)));
        if (steps.isEmpty() || steps.size() > 4) {
            throw GpiotException.user("the stage '" + field.getKey() + "' must have 1 to 4 steps, has " + steps.size());
        }
        return new Stage(field.getKey(), steps);
    }
}
