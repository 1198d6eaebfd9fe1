package io.gpiot.synthesis.generate;

import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.guard.ProgramOutline;
import io.gpiot.synthesis.guard.ProgramOutline.Import;
import io.gpiot.synthesis.guard.ProgramOutline.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A program that somebody wrote, as a model that is asked by {@link ProgramPrompt} would answer it: the prompt begins the answer
 * with imports, {@code def} line and docstring, so the answer goes on with the function's body and ends with the fence. What
 * else stood at the program's margin, further imports, constants and helpers, comes first in the body: there a model can write it,
 * and the guard knows its names before they are used.
 */
public sealed interface ProgramShape {

    /** How an answer ends; the chain stops there. */
    String FENCE = "```";

    /** The same program in that shape. */
    record Fits(String prefill, String rest) implements ProgramShape {

        /** As a whole: what is given and what is written. */
        public String answer() {
            return prefill + rest;
        }

        /** The program that the chain reads in the answer. */
        public String code() {
            return ProgramText.code(answer(), true).orElseThrow();
        }
    }

    /** A program that cannot be asked for in that way. */
    record Unfit(String why) implements ProgramShape {}

    /**
     * @param prefill how a prompt of the specification begins the answer
     * @param code defines the specification's entry point
     */
    static ProgramShape of(String prefill, Specification specification, String code) {
        String stub = Stub.of(specification);
        if (!prefill.endsWith(stub)) {
            return new Unfit("the form does not begin the answer with the function");
        }
        ProgramOutline outline = ProgramOutline.of(code);
        List<Part> entries = outline.parts().stream()
                .filter(part -> part.function().equals(specification.entryPoint()))
                .toList();
        if (!outline.wrong().isEmpty()) {
            return new Unfit(outline.wrong());
        }
        if (entries.size() != 1 || !isSignature(entries.getFirst(), specification)) {
            return new Unfit("it does not define " + specification.signature() + " once, as that");
        }
        Part entry = entries.getFirst();
        List<Part> others =
                outline.parts().stream().filter(part -> part != entry).toList();
        List<Import> imports = new ArrayList<>(outline.imports());
        imports.removeAll(given(prefill, stub));
        Set<String> taken = clashes(entry, others, imports, specification);
        if (!taken.isEmpty()) {
            return new Unfit("names would change their meaning inside the function: " + String.join(", ", taken));
        }
        String body = entry.body().replaceFirst("\\A(?:[ \\t]*\\n)+", "").stripTrailing();
        if (!body.matches("(?s) {4}\\S.*")) {
            return new Unfit("the function's body is not indented by four columns");
        }
        String rest = moved(imports, others) + body + "\n" + FENCE;
        return ends(rest) == rest.length() - FENCE.length() - 1
                ? new Fits(prefill, rest)
                : new Unfit("it holds a line at which an answer ends");
    }

    private static boolean isSignature(Part entry, Specification specification) {
        String parameters =
                specification.inputs().stream().map(Parameter::name).collect(Collectors.joining(",", "(", ")"));
        return entry.parameters().replaceAll("\\s+", "").replace(",)", ")").equals(parameters);
    }

    private static List<Import> given(String prefill, String stub) {
        String before = prefill.substring(0, prefill.length() - stub.length());
        return ProgramOutline.of(before.substring(before.indexOf('\n') + 1)).imports();
    }

    /** Names that mean one thing at the margin and another one inside the function. */
    private static Set<String> clashes(
            Part entry, List<Part> others, List<Import> imports, Specification specification) {
        Set<String> clashes = new HashSet<>();
        imports.forEach(each -> clashes.add(each.bound()));
        others.stream().filter(part -> !part.block()).forEach(part -> clashes.addAll(part.bound()));
        others.stream().filter(Part::block).forEach(part -> clashes.add(part.function()));
        clashes.retainAll(specification.inputs().stream().map(Parameter::name).collect(Collectors.toSet()));
        for (Part other : others) {
            Set<String> captured = new HashSet<>(other.free());
            captured.retainAll(entry.bound());
            captured.remove(entry.function());
            clashes.addAll(captured);
        }
        return clashes;
    }

    private static String moved(List<Import> imports, List<Part> parts) {
        StringBuilder text = new StringBuilder();
        ProgramOutline.statements(imports)
                .forEach(statement -> text.append("    ").append(statement).append('\n'));
        boolean apart = false;
        for (Part part : parts) {
            boolean gap = !text.isEmpty() && (apart || part.block());
            text.append(gap ? "\n" : "").append(part.indented()).append('\n');
            apart = part.block();
        }
        return text.append(apart ? "\n" : "").toString();
    }

    /** Where the chain would stop reading. */
    private static int ends(String rest) {
        return ProgramText.stops().stream()
                .mapToInt(rest::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElse(-1);
    }
}
