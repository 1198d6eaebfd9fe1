package io.gpiot.bench.quality;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Several makers' rules together; a line that two of them object to for its security counts once. */
public final class AllRules implements CodeRules {

    private final List<CodeRules> rules;

    /** @param rules at least one; a program is what the first of them can parse */
    public AllRules(List<CodeRules> rules) {
        this.rules = List.copyOf(rules);
    }

    @Override
    public String name() {
        return rules.stream().map(CodeRules::name).collect(Collectors.joining("; "));
    }

    @Override
    public List<Optional<List<Finding>>> check(List<String> programs) {
        List<List<Optional<List<Finding>>>> found =
                rules.stream().map(each -> each.check(programs)).toList();
        List<Optional<List<Finding>>> all = new ArrayList<>();
        for (int i = 0; i < programs.size(); i++) {
            int program = i;
            all.add(found.getFirst().get(i).map(first -> {
                List<Finding> together = new ArrayList<>();
                found.forEach(each -> each.get(program).ifPresent(together::addAll));
                return once(together);
            }));
        }
        return all;
    }

    private static List<Finding> once(List<Finding> findings) {
        Set<Integer> lines = new HashSet<>();
        return findings.stream()
                .filter(finding -> finding.kind() != Finding.Kind.SECURITY || lines.add(finding.line()))
                .toList();
    }
}
