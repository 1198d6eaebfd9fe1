package io.gpiot.synthesis.specify;

import io.gpiot.base.GpiotException;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Specification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A specification as a file that people read and edit: a head line, the entry point, then the paper's three parts. */
public final class SpecificationFile {

    private static final Pattern HEAD = Pattern.compile("#*\\s*Sub-Task (\\d+) \\[(.+)]");
    private static final Pattern ENTRY_POINT = Pattern.compile("Entry point:\\s*`?([A-Za-z_]\\w*)`?");
    private static final Pattern PART = Pattern.compile(
            "[#*\\s]*(target|input specification|output specification)[:*\\s]*", Pattern.CASE_INSENSITIVE);

    private SpecificationFile() {}

    public static String toText(Specification specification) {
        return "# Sub-Task " + specification.number() + " [" + specification.name() + "]\nEntry point: `"
                + specification.entryPoint() + "`\n\n" + specification.toMarkdown() + "\n";
    }

    /**
     * Reads {@link #toText} and what people make of it.
     *
     * @param file named in errors
     * @throws GpiotException USER that names file and line
     */
    public static Specification parse(String file, String text) {
        Reader reader = new Reader(file);
        text.lines().forEach(reader::line);
        return reader.specification();
    }

    private enum Part {
        HEAD,
        TARGET,
        INPUT,
        OUTPUT
    }

    /** Line by line. */
    private static final class Reader {

        private final String file;
        private final List<String> target = new ArrayList<>();
        private final List<Parameter> inputs = new ArrayList<>();
        private final List<Parameter> outputs = new ArrayList<>();
        private int line;
        private int number;
        private String name = "";
        private String entryPoint = "";
        private Part part = Part.HEAD;

        Reader(String file) {
            this.file = file;
        }

        void line(String raw) {
            line++;
            String text = raw.strip();
            Matcher opens = PART.matcher(text);
            if (opens.matches()) {
                part = Part.valueOf(opens.group(1).toUpperCase(Locale.ROOT).replaceAll(" .*", ""));
            } else if (!text.isEmpty()) {
                switch (part) {
                    case HEAD -> head(text);
                    case TARGET -> target.add(text);
                    case INPUT -> parameter(text, inputs);
                    case OUTPUT -> parameter(text, outputs);
                }
            }
        }

        private void head(String text) {
            Matcher head = HEAD.matcher(text);
            Matcher entry = ENTRY_POINT.matcher(text);
            if (head.matches()) {
                number = Integer.parseInt(head.group(1));
                name = head.group(2).strip();
            } else if (entry.matches()) {
                entryPoint = entry.group(1);
            } else {
                throw error("expected '# Sub-Task n [Name]', 'Entry point: name' or '**Target**', got '" + text + "'");
            }
        }

        private void parameter(String text, List<Parameter> into) {
            if (text.replaceFirst("^-\\s*", "").equalsIgnoreCase("none")) {
                return;
            }
            try {
                into.add(Parameter.parse(text));
            } catch (GpiotException e) {
                throw error(String.valueOf(e.getMessage()));
            }
        }

        Specification specification() {
            if (number == 0 || entryPoint.isEmpty()) {
                throw error("the head '# Sub-Task n [Name]' or the line 'Entry point: name' is missing");
            }
            if (target.isEmpty()) {
                throw error("there is no text under '**Target**'");
            }
            if (outputs.isEmpty()) {
                throw error("there is no line '- name (type): meaning' under '**Output Specification**'");
            }
            return new Specification(number, name, entryPoint, String.join(" ", target), inputs, outputs);
        }

        private GpiotException error(String why) {
            return GpiotException.user(file + ", line " + line + ": " + why);
        }
    }
}
