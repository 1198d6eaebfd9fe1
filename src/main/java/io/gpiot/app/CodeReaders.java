package io.gpiot.app;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import io.gpiot.bench.quality.AllRules;
import io.gpiot.bench.quality.Appraisal;
import io.gpiot.bench.quality.CodeEmbedder;
import io.gpiot.bench.quality.CodeRules;
import io.gpiot.bench.quality.Finding;
import io.gpiot.bench.quality.SonarRules;
import io.gpiot.environment.Ruff;
import io.gpiot.knowledge.BgeEmbedder;
import io.gpiot.knowledge.Embedder;
import io.gpiot.knowledge.FolderEmbedder;
import io.gpiot.synthesis.execute.Scratch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a benchmark reads programs with, put together from the packages that have it. */
public final class CodeReaders {

    /** Assertions in a program are no danger. */
    private static final List<String> HARMLESS = List.of("S101");

    private CodeReaders() {}

    /**
     * @param says hears of rules that are not to be had
     */
    public static Appraisal open(Workbench bench, Embedder embedder, Progress progress, Consumer<String> says) {
        List<CodeRules> rules = new ArrayList<>();
        rules.add(new SonarRules());
        try {
            rules.add(new RuffRules(bench.ruff(progress)));
        } catch (GpiotException e) {
            says.accept("security is judged by SonarQube's rules alone: " + e.getMessage());
        }
        return new Appraisal(new AllRules(rules), new CodeEmbedder() {
            @Override
            public String id() {
                return embedder.id();
            }

            @Override
            public float[] embed(String code) {
                return embedder.embedPassage(code);
            }
        });
    }

    /** Ours, or the user's own from a folder. */
    public static Embedder embedder(@Nullable Path folder) {
        return folder == null ? new BgeEmbedder() : new FolderEmbedder(folder);
    }

    /** What flake8-bandit knows and SonarQube's open rules do not: subprocesses with a shell, pickles, weak hashes. */
    private record RuffRules(Ruff ruff) implements CodeRules {

        @Override
        public String name() {
            return ruff.version() + ", rules S without " + String.join(", ", HARMLESS);
        }

        @Override
        public List<Optional<List<Finding>>> check(List<String> programs) {
            if (programs.isEmpty()) {
                return List.of();
            }
            try (Scratch scratch = new Scratch()) {
                Path folder = scratch.folder("programs");
                List<List<Finding>> found = new ArrayList<>();
                for (int number = 0; number < programs.size(); number++) {
                    Json.writeText(folder.resolve(number + ".py"), programs.get(number));
                    found.add(new ArrayList<>());
                }
                for (Ruff.Violation each : ruff.check(folder, List.of("S"), HARMLESS)) {
                    int number = Integer.parseInt(
                            each.file().getFileName().toString().replace(".py", ""));
                    found.get(number)
                            .add(new Finding(
                                    Finding.Kind.SECURITY, "ruff:" + each.rule(), each.line(), each.message()));
                }
                return found.stream()
                        .map(each -> Optional.of(List.copyOf(each)))
                        .toList();
            }
        }
    }
}
