package io.gpiot.app.mcp;

import io.gpiot.knowledge.Filter;
import io.gpiot.knowledge.Passage;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Searches the expert cards and what this machine's user added to them. */
record KnowledgeTool(Assistant assistant) implements Tool {

    @Override
    public String name() {
        return "search_knowledge";
    }

    @Override
    public String description() {
        return "Finds what experts know of sensors and signal processing: cards of ours, and documents that were added.";
    }

    @Override
    public Schema schema() {
        return new Schema()
                .text("query", "What you look for, in a few words.")
                .whole("count", 1, 20, "How many passages (default 5).")
                .required("query");
    }

    @Override
    public Answer call(Call call) {
        Arguments arguments = call.arguments();
        String query = arguments.text("query");
        int count = arguments.whole("count", 5, 1, 20);
        List<Passage> found = assistant.session().get().around().knowledge().search(query, count, Filter.ALL);
        String text = found.stream()
                .map(passage -> "## " + passage.title() + "\n" + passage.text())
                .collect(Collectors.joining("\n\n"));
        List<Map<String, Object>> passages = found.stream()
                .map(passage -> Map.<String, Object>of(
                        "title", passage.title(),
                        "domain", passage.domain(),
                        "kind", passage.kind().name(),
                        "page", passage.page(),
                        "text", passage.text()))
                .toList();
        return new Answer(text.isEmpty() ? "nothing fits" : text, Map.of("passages", passages));
    }
}
