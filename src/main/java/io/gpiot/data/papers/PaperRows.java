package io.gpiot.data.papers;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import io.gpiot.data.Axis;
import io.gpiot.data.Kind;
import io.gpiot.data.Label;
import io.gpiot.data.Origin;
import io.gpiot.data.ProblemRow;
import io.gpiot.data.build.Reject;
import io.gpiot.data.read.RowLines;
import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.LanguageModel;
import io.gpiot.engine.Request;
import io.gpiot.knowledge.read.DocumentReader;
import io.gpiot.knowledge.read.Reading;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.decompose.SubTaskParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Rows made of papers.
 *
 * @param papers that could be read
 * @param modules that were found in them
 */
public record PaperRows(List<ProblemRow> rows, List<Reject> rejects, int papers, int modules) {

    private static final String KIND = "paper";
    private static final int ATTEMPTS = 2;
    private static final int LEAST_SUB_TASKS = 3;
    private static final int MOST_SUB_TASKS = 8;
    private static final int MOST_STEPS = 4;
    private static final int LEAST_WORDS = 15;
    private static final int MOST_WORDS = 150;

    public PaperRows {
        rows = List.copyOf(rows);
        rejects = List.copyOf(rejects);
    }

    /** What an answer cannot be used for; the message is the same for all of a sort. */
    private static final class Unfit extends Exception {
        private static final long serialVersionUID = 1;

        Unfit(String why) {
            super(why);
        }
    }

    /**
     * Reads all PDF files below a folder and asks the model about each.
     *
     * @param says hears one line on each paper that cannot be read
     * @throws GpiotException USER where there is no PDF
     */
    public static PaperRows of(Path folder, LanguageModel model, Progress progress, Consumer<String> says) {
        List<ProblemRow> rows = new ArrayList<>();
        List<Reject> rejects = new ArrayList<>();
        int papers = 0;
        int modules = 0;
        List<Path> files = files(folder);
        try (Progress.Task task = progress.start("reading papers", files.size(), "papers")) {
            for (int number = 0; number < files.size(); number++) {
                Path file = files.get(number);
                task.note(file.getFileName().toString());
                switch (DocumentReader.read(file)) {
                    case Reading.Refused refused -> {
                        says.accept(refused.reason());
                        rejects.add(
                                new Reject(file.getFileName().toString(), KIND, "cannot be read", refused.reason()));
                    }
                    case Reading.Text text -> {
                        papers++;
                        modules += ask(Paper.of(file, text.title(), text.sections()), model, rows, rejects);
                    }
                }
                task.at(number + 1);
            }
        }
        return new PaperRows(rows, rejects, papers, modules);
    }

    private static List<Path> files(Path folder) {
        if (!Files.exists(folder)) {
            throw GpiotException.user("there is no folder " + folder);
        }
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> files = found.filter(Files::isRegularFile)
                    .filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".pdf"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw GpiotException.user("there is no PDF in " + folder);
            }
            return files;
        } catch (IOException e) {
            throw GpiotException.resources("cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    /** @return how many modules the paper has */
    private static int ask(Paper paper, LanguageModel model, List<ProblemRow> rows, List<Reject> rejects) {
        String name = paper.file().getFileName().toString();
        List<PaperPrompts.Module> modules = PaperPrompts.readModules(
                model.generate(PaperPrompts.modules(paper)).text());
        if (modules.isEmpty()) {
            rejects.add(new Reject(name, KIND, "no modules were named", ""));
        }
        List<PaperPrompts.Module> open = new ArrayList<>(modules);
        Map<String, String> why = new TreeMap<>();
        for (long attempt = 1; attempt <= ATTEMPTS && !open.isEmpty(); attempt++) {
            long seed = attempt;
            List<Request> requests = open.stream()
                    .map(module -> PaperPrompts.problem(paper, module, seed))
                    .toList();
            List<Answer> answers = model.generate(requests, AnswerListener.NONE);
            List<PaperPrompts.Module> failed = new ArrayList<>();
            for (int i = 0; i < answers.size(); i++) {
                PaperPrompts.Module module = open.get(i);
                try {
                    rows.add(row(paper, module, answers.get(i).text()));
                } catch (Unfit e) {
                    failed.add(module);
                    why.put(module.name(), String.valueOf(e.getMessage()));
                }
            }
            open = failed;
        }
        open.forEach(module ->
                rejects.add(new Reject(name + ": " + module.name(), KIND, why.getOrDefault(module.name(), ""), "")));
        return modules.size();
    }

    private static ProblemRow row(Paper paper, PaperPrompts.Module module, String answer) throws Unfit {
        PaperPrompts.Parts parts =
                PaperPrompts.readParts(answer).orElseThrow(() -> new Unfit("the answer has not the three parts"));
        String problem = parts.problem().replaceAll("\\s+", " ");
        int words = problem.split(" ").length;
        check(words >= LEAST_WORDS && words <= MOST_WORDS, "the problem is too short or too long");
        check(
                !problem.toLowerCase(Locale.ROOT).matches(".*\\b(paper|authors?)\\b.*"),
                "the problem speaks of the paper");
        List<Parameter> data = data(parts.data());
        List<SubTask> subTasks = subTasks(parts.subTasks());
        String word = slug(paper.file().getFileName().toString().replaceFirst("\\.[^.]*$", ""));
        String name = word + "-" + slug(module.name());
        return new ProblemRow(
                new Label(
                        "tdd/paper/" + name,
                        Kind.TDD,
                        "paper",
                        word, // modules of one paper share its text: they stay on one side of the split
                        Axis.NONE,
                        Origin.PAPER,
                        "unknown",
                        paper.file().getFileName().toString(),
                        ""),
                module.name(),
                "as in the paper",
                "as in the paper",
                "none stated",
                problem,
                data,
                List.of(),
                subTasks);
    }

    private static List<Parameter> data(String text) throws Unfit {
        List<Parameter> data = new ArrayList<>();
        for (String line : text.lines().toList()) {
            try {
                if (!line.isBlank()) {
                    data.add(Parameter.parse(line));
                }
            } catch (GpiotException e) {
                throw new Unfit("its data is not in the form name (type): meaning");
            }
        }
        check(!data.isEmpty(), "it names no data");
        check(data.stream().map(Parameter::name).distinct().count() == data.size(), "it names data twice");
        return data;
    }

    private static List<SubTask> subTasks(String text) throws Unfit {
        List<SubTask> subTasks;
        try {
            subTasks = SubTaskParser.parse(text);
        } catch (GpiotException e) {
            throw new Unfit("its sub-tasks cannot be read");
        }
        check(subTasks.size() >= LEAST_SUB_TASKS && subTasks.size() <= MOST_SUB_TASKS, "too few or too many sub-tasks");
        check(
                subTasks.stream()
                        .allMatch(
                                each -> !each.steps().isEmpty() && each.steps().size() <= MOST_STEPS),
                "a sub-task with no step or too many");
        return subTasks;
    }

    private static void check(boolean holds, String why) throws Unfit {
        if (!holds) {
            throw new Unfit(why);
        }
    }

    private static String slug(String text) {
        String slug =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return slug.isEmpty() ? "module" : slug;
    }

    /** Reason to rejects. */
    public Map<String, Integer> reasons() {
        Map<String, Integer> reasons = new TreeMap<>();
        rejects.forEach(reject -> reasons.merge(reject.reason(), 1, Integer::sum));
        return reasons;
    }

    /** Writes {@value RowLines#FILE} and {@code rejects.jsonl}. */
    public void write(Path folder) {
        RowLines.write(rows, folder);
        Json.writeText(folder.resolve("rejects.jsonl"), Json.lines(rejects));
    }
}
