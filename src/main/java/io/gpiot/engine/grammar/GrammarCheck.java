package io.gpiot.engine.grammar;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.grammar.Rule.Choice;
import io.gpiot.engine.grammar.Rule.Literal;
import io.gpiot.engine.grammar.Rule.OneOf;
import io.gpiot.engine.grammar.Rule.Reference;
import io.gpiot.engine.grammar.Rule.Repeat;
import io.gpiot.engine.grammar.Rule.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Refuses grammars that could not be followed step by step: names without a rule, rules that never end, left recursion.
 * What passes has no dead ends: every text that the grammar allows so far can be finished.
 */
final class GrammarCheck {

    private final Map<String, Rule> rules;
    private final Set<String> emptyRules;
    private final Set<String> notLeftRecursive = new HashSet<>();

    /** @throws GpiotException USER naming the rule that cannot be */
    GrammarCheck(Map<String, Rule> rules) {
        this.rules = rules;
        rules.forEach((name, rule) -> refuseUnknownNames(name, rule));
        this.emptyRules = fixpoint(GrammarCheck::canBeEmpty);
        Set<String> ending = fixpoint(GrammarCheck::canEnd);
        for (String name : rules.keySet()) {
            if (!ending.contains(name)) {
                throw GpiotException.user(
                        "grammar rule '" + name + "' can never end; give it an alternative without recursion");
            }
        }
        rules.keySet().forEach(name -> refuseLeftRecursion(name, new LinkedHashSet<>()));
    }

    /** Whether the rule matches the empty text. */
    boolean canBeEmpty(Rule rule) {
        return canBeEmpty(rule, emptyRules);
    }

    private void refuseUnknownNames(String owner, Rule rule) {
        switch (rule) {
            case Literal l -> {}
            case OneOf o -> {}
            case Choice choice -> choice.alternatives().forEach(part -> refuseUnknownNames(owner, part));
            case Sequence sequence -> sequence.parts().forEach(part -> refuseUnknownNames(owner, part));
            case Repeat repeat -> refuseUnknownNames(owner, repeat.body());
            case Reference(String name) -> {
                if (!rules.containsKey(name)) {
                    throw GpiotException.user("grammar rule '" + owner + "' uses '" + name
                            + "', which is not defined; the rules are " + String.join(", ", rules.keySet()));
                }
            }
        }
    }

    private void refuseLeftRecursion(String name, LinkedHashSet<String> path) {
        if (notLeftRecursive.contains(name)) {
            return;
        }
        if (!path.add(name)) {
            List<String> cycle = new ArrayList<>(path);
            cycle = cycle.subList(cycle.indexOf(name), cycle.size());
            throw GpiotException.user("grammar rule '" + name + "' is left-recursive (" + String.join(" -> ", cycle)
                    + " -> " + name + "); begin it with something else, or repeat with * or +");
        }
        Set<String> first = new LinkedHashSet<>();
        beginnings(rules.getOrDefault(name, new Literal("")), first);
        first.forEach(next -> refuseLeftRecursion(next, path));
        path.remove(name);
        notLeftRecursive.add(name);
    }

    /** Collects the names that the rule may begin with, before any character. */
    private void beginnings(Rule rule, Set<String> into) {
        switch (rule) {
            case Literal l -> {}
            case OneOf o -> {}
            case Choice choice -> choice.alternatives().forEach(part -> beginnings(part, into));
            case Repeat repeat -> beginnings(repeat.body(), into);
            case Reference(String name) -> into.add(name);
            case Sequence sequence -> {
                for (Rule part : sequence.parts()) {
                    beginnings(part, into);
                    if (!canBeEmpty(part)) {
                        return;
                    }
                }
            }
        }
    }

    private Set<String> fixpoint(BiPredicate<Rule, Set<String>> property) {
        Set<String> holds = new HashSet<>();
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Map.Entry<String, Rule> rule : rules.entrySet()) {
                grew |= property.test(rule.getValue(), holds) && holds.add(rule.getKey());
            }
        }
        return holds;
    }

    private static boolean canBeEmpty(Rule rule, Set<String> known) {
        return switch (rule) {
            case Literal(String text) -> text.isEmpty();
            case OneOf o -> false;
            case Choice choice -> choice.alternatives().stream().anyMatch(part -> canBeEmpty(part, known));
            case Sequence sequence -> sequence.parts().stream().allMatch(part -> canBeEmpty(part, known));
            case Repeat repeat -> repeat.min() == 0 || canBeEmpty(repeat.body(), known);
            case Reference(String name) -> known.contains(name);
        };
    }

    /** Once every rule can end, so can every alternative: an alternative ends where all names in it do. */
    private static boolean canEnd(Rule rule, Set<String> known) {
        return switch (rule) {
            case Literal l -> true;
            case OneOf o -> true;
            case Choice choice -> choice.alternatives().stream().anyMatch(part -> canEnd(part, known));
            case Sequence sequence -> sequence.parts().stream().allMatch(part -> canEnd(part, known));
            case Repeat repeat -> repeat.min() == 0 || canEnd(repeat.body(), known);
            case Reference(String name) -> known.contains(name);
        };
    }
}
