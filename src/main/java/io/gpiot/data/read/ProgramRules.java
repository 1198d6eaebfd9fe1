package io.gpiot.data.read;

import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.generate.ProgramText;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What can be seen of a program and its test without running them. */
final class ProgramRules {

    private static final int LEAST_LINES = 5;
    private static final int MOST_LINES = 70;
    private static final Set<String> LIBRARIES =
            Set.of("numpy", "scipy", "sklearn", "pandas", "pywt", "wfdb", "neurokit2", "librosa");
    /** Of Python's own: what computes; nothing that sees files, network, clock or processes. */
    private static final Set<String> OF_PYTHON = Set.of("""
            array base64 binascii bisect calendar cmath collections copy csv dataclasses datetime decimal enum fractions
            functools hashlib heapq io itertools json math numbers operator random re statistics string struct textwrap
            typing warnings zlib zoneinfo""".strip().split("\\s+"));

    /** What tests may use besides, to watch what a program does. */
    private static final Set<String> OF_TESTS = Set.of("sys", "tracemalloc");

    private static final Pattern FUNCTION = Pattern.compile("(?m)^(?:async )?def (\\w+)");
    private static final Pattern CLASS = Pattern.compile("(?m)^class (\\w+)");
    private static final Pattern IMPORT = Pattern.compile("^\\s*(?:from|import) +([A-Za-z_]\\w*).*");
    private static final Pattern FORBIDDEN =
            Pattern.compile("(?<![\\w.])(print|open|exec|eval|input|breakpoint|__import__)\\(");
    private static final Pattern UNSEEDED = Pattern.compile(
            "\\brandom\\.(?:rand|randn|randint|random|normal|uniform|choice|shuffle|permutation|seed)\\(|default_rng\\(\\)");

    private ProgramRules() {}

    /**
     * @param line where the program's first line stands in its file; 0 where it has no lines of its own there
     */
    static void check(Specification specification, String code, int line, Faults faults) {
        entryPoint(specification, code, line, faults);
        size(code, line, faults);
        eachLine(code, line, Set.of(), faults);
        faults.unless(
                ProgramText.code("```python\n" + code + "```", true)
                        .filter(code::equals)
                        .isPresent(),
                line,
                "the program imports a name that it does not use, or has blank lines around it");
        List<String> publics = FUNCTION.matcher(code)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !name.startsWith("_"))
                .toList();
        faults.unless(
                publics.equals(List.of(specification.entryPoint())),
                line,
                "the public functions must be only " + specification.entryPoint() + ", are " + publics);
        faults.unless(
                CLASS.matcher(code).results().allMatch(found -> found.group(1).startsWith("_")),
                line,
                "a public class beside the function");
    }

    /** A program or test that only has to define a function of this name. */
    static void defines(String what, String function, String code, int line, Faults faults) {
        faults.unless(
                Pattern.compile("(?m)^def " + Pattern.quote(function) + "\\(")
                        .matcher(code)
                        .find(),
                line,
                what + " does not define " + function);
        eachLine(code, line, function.equals("check") ? OF_TESTS : Set.of(), faults);
    }

    private static void entryPoint(Specification specification, String code, int line, Faults faults) {
        Matcher head = Pattern.compile("(?ms)^def " + Pattern.quote(specification.entryPoint())
                        + "\\(([^()]*)\\)[^:\\n]*:\\s*\\n(\\s*r?\"\"\")?")
                .matcher(code);
        if (!head.find()) {
            faults.add(line, "the program does not define " + specification.signature());
            return;
        }
        int at = line + (int) code.substring(0, head.start()).lines().count();
        List<String> taken = Arrays.stream(head.group(1).split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        List<String> wanted =
                specification.inputs().stream().map(Parameter::name).toList();
        faults.unless(
                taken.equals(wanted),
                at,
                "the function takes " + taken + ", the specification says " + wanted
                        + " (no defaults, no annotations)");
        faults.unless(head.group(2) != null, at, "the function has no docstring");
    }

    private static void size(String code, int line, Faults faults) {
        long lines = code.lines().count();
        faults.unless(
                lines >= LEAST_LINES && lines <= MOST_LINES,
                line,
                "the program has " + lines + " lines, must have " + LEAST_LINES + " to " + MOST_LINES);
    }

    private static void eachLine(String code, int line, Set<String> besides, Faults faults) {
        int at = line;
        for (String text : code.lines().toList()) {
            Matcher module = IMPORT.matcher(text);
            if (module.matches()
                    && Stream.of(LIBRARIES, OF_PYTHON, besides).noneMatch(known -> known.contains(module.group(1)))) {
                faults.add(at, "imports " + module.group(1) + ", which is none of our libraries");
            }
            Matcher forbidden = FORBIDDEN.matcher(text);
            if (forbidden.find()) {
                faults.add(at, "calls " + forbidden.group(1) + "()");
            }
            faults.unless(
                    !UNSEEDED.matcher(text).find(), at, "draws random numbers without a generator that has a seed");
            at += line > 0 ? 1 : 0;
        }
    }
}
