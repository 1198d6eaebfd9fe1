package io.gpiot.synthesis;

import java.util.List;
import java.util.Map;

/** Turns the chosen programs into what the user runs without us. */
@FunctionalInterface
public interface Composer {

    /**
     * @param data the user's values
     * @param solutions in order; specifications that could not be solved are absent, and so are those that need them
     * @return file name to text, such as {@code main.py} and {@code requirements.txt}
     */
    Map<String, String> compose(List<Value> data, List<Solution> solutions);
}
