package io.gpiot.engine;

import java.util.List;

/** How much a model reads at once; its file tells that without its weights. */
public interface ContextWindow {

    /** The catalogue id, or the file's name for a model of the user's own. */
    String id();

    /** Prompt and answer together must fit into this many tokens. */
    int contextLength();

    /** How many tokens the rendered chat takes. */
    int countTokens(List<Message> messages);
}
