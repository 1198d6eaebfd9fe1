package io.gpiot.bench.quality;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sonar.sslr.api.RecognitionException;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.base.Resources;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sonar.check.Rule;
import org.sonar.plugins.python.api.PythonCheck;
import org.sonar.plugins.python.api.PythonFile;
import org.sonar.plugins.python.api.PythonSubscriptionCheck;
import org.sonar.plugins.python.api.PythonVisitorContext;
import org.sonar.python.SubscriptionVisitor;
import org.sonar.python.checks.CheckList;
import org.sonar.python.parser.PythonParser;
import org.sonar.python.tree.PythonTreeMaker;

/**
 * SonarQube's rules for Python, those of its profile "Sonar way", in this process: a rule's kind is what its makers say. About
 * 0.1 s a program.
 */
public final class SonarRules implements CodeRules {

    private static final String RULES = "/org/sonar/l10n/py/rules/python/";

    private final Map<PythonCheck, Finding.Kind> kinds = new LinkedHashMap<>();
    private final List<PythonSubscriptionCheck> subscribed = new ArrayList<>();
    private final List<PythonCheck> others = new ArrayList<>();

    public SonarRules() {
        Set<String> profile = new HashSet<>();
        json("Sonar_way_profile").path("ruleKeys").forEach(key -> profile.add(key.asText()));
        for (Class<?> type : CheckList.getChecks()) {
            String key = key(type);
            if (profile.contains(key) && made(type) instanceof PythonCheck check) {
                kinds.put(check, kind(json(key).path("type").asText()));
                if (check instanceof PythonSubscriptionCheck subscription) {
                    subscribed.add(subscription);
                } else {
                    others.add(check);
                }
            }
        }
    }

    @Override
    public String name() {
        return "SonarQube's rules for Python 4.23, profile Sonar way, " + kinds.size() + " rules";
    }

    /** One program at a time: the rules keep state while they read. */
    @Override
    public synchronized List<Optional<List<Finding>>> check(List<String> programs) {
        return programs.stream().map(this::check).toList();
    }

    private Optional<List<Finding>> check(String program) {
        PythonVisitorContext context;
        try {
            var tree = new PythonTreeMaker().fileInput(PythonParser.create().parse(program));
            context = new PythonVisitorContext(tree, new Text(program), null, "");
            SubscriptionVisitor.analyze(subscribed, context);
            others.forEach(check -> check.scanFile(context));
        } catch (RecognitionException e) {
            return Optional.empty();
        } catch (IllegalStateException | IllegalArgumentException | StackOverflowError e) {
            // text of a model may be nested a thousand levels deep, or meet a defect of a rule: no run is to end for it
            return Optional.empty();
        }
        return Optional.of(context.getIssues().stream()
                .map(this::finding)
                .sorted(Comparator.comparingInt(Finding::line).thenComparing(Finding::rule))
                .toList());
    }

    private Finding finding(PythonCheck.PreciseIssue issue) {
        return new Finding(
                kinds.getOrDefault(issue.check(), Finding.Kind.SMELL),
                "python:" + key(issue.check().getClass()),
                issue.primaryLocation().startLine(),
                issue.primaryLocation().message());
    }

    private static Finding.Kind kind(String type) {
        return switch (type) {
            case "BUG" -> Finding.Kind.BUG;
            case "VULNERABILITY", "SECURITY_HOTSPOT" -> Finding.Kind.SECURITY;
            default -> Finding.Kind.SMELL;
        };
    }

    private static String key(Class<?> type) {
        Rule rule = type.getAnnotation(Rule.class);
        return rule == null ? "" : rule.key();
    }

    private static Object made(Class<?> type) {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw GpiotException.internal("cannot make the rule " + type.getName(), e);
        }
    }

    private static JsonNode json(String name) {
        try {
            return Json.MAPPER.readTree(Resources.text(CheckList.class, RULES + name + ".json"));
        } catch (JsonProcessingException e) {
            throw GpiotException.internal("cannot read the rule " + name, e);
        }
    }

    /** A program that lies nowhere. */
    private record Text(String content) implements PythonFile {

        @Override
        public String fileName() {
            return "program.py";
        }

        @Override
        public URI uri() {
            return URI.create("file:///program.py");
        }

        @Override
        public String key() {
            return "program.py";
        }
    }
}
