package io.gpiot.synthesis.specify;

import io.gpiot.synthesis.Specification;
import java.util.List;

/**
 * What RTSLM made of the sub-tasks.
 *
 * @param specifications one a sub-task, in order
 * @param repairs what rules changed in the model's answers, a line each, for the log
 */
public record Specifications(List<Specification> specifications, List<String> repairs) {

    public Specifications {
        specifications = List.copyOf(specifications);
        repairs = List.copyOf(repairs);
    }
}
