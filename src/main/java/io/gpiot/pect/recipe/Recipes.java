package io.gpiot.pect.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.gpiot.base.GpiotException;
import io.gpiot.pect.recipe.Recipe.Adapter;
import io.gpiot.pect.recipe.Recipe.Data;
import io.gpiot.pect.recipe.Recipe.Evaluation;
import io.gpiot.pect.recipe.Recipe.Precision;
import io.gpiot.pect.recipe.Recipe.Training;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Recipes from and to YAML. */
public final class Recipes {

    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .build())
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    private Recipes() {}

    /** @throws GpiotException USER where the file is no recipe; one line that names the key */
    public static Recipe read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw GpiotException.user("there is no recipe " + file + "; recipes/ has some to begin with");
        } catch (CharacterCodingException e) {
            throw GpiotException.user(file + " is no recipe: it is not text");
        } catch (IOException e) {
            throw GpiotException.user("cannot read the recipe " + file + ": " + e.getMessage());
        } catch (GpiotException e) {
            throw GpiotException.user(file + ": " + e.getMessage());
        }
    }

    /** @throws GpiotException USER where the text is no recipe */
    public static Recipe parse(String yaml) {
        JsonNode root;
        try {
            root = YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            throw GpiotException.user("not YAML, line "
                    + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + ": "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
        YamlSection all = new YamlSection("", root);
        Method method = all.choice("method", Method.PECT, byText(Method.values(), Method::text));
        Recipe recipe = new Recipe(
                all.text("base"),
                method,
                data(all, "data"),
                data(all, "development"),
                adapter(all.section("adapter"), method),
                training(all.section("training")),
                evaluation(all.section("evaluation")));
        all.finish();
        if (recipe.data().isEmpty()) {
            throw GpiotException.user("the recipe's data names no file");
        }
        if (!recipe.choosesByLoss() && !recipe.evaluation().asks()) {
            throw GpiotException.user(
                    "evaluation.metric is " + recipe.evaluation().metric()
                            + ", but evaluation.suite names no tasks; write suite: development, or metric: loss");
        }
        if (recipe.choosesByLoss()
                && recipe.development().isEmpty()
                && recipe.evaluation().asks()) {
            throw GpiotException.user(
                    "evaluation.metric is " + recipe.evaluation().metric() + ", but development names no file");
        }
        return recipe;
    }

    /** The recipe with everything that it means, defaults included; reading it gives the same recipe. */
    public static String toYaml(Recipe recipe) {
        try {
            return YAML.writeValueAsString(meant(recipe));
        } catch (JsonProcessingException e) {
            throw GpiotException.internal("cannot write the recipe", e);
        }
    }

    /** Without the keys that the method does not have. */
    private static JsonNode meant(Recipe recipe) {
        JsonNode tree = YAML.valueToTree(recipe);
        if (recipe.method() != Method.PECT
                && tree.get("adapter") instanceof com.fasterxml.jackson.databind.node.ObjectNode adapter) {
            adapter.remove(List.of("lambda", "gamma", "shared", "projections", "bottleneck"));
        }
        if (tree.get("training") instanceof com.fasterxml.jackson.databind.node.ObjectNode training) {
            training.remove(recipe.training().steps() > 0 ? "epochs" : "steps");
        }
        return tree;
    }

    private static List<Data> data(YamlSection all, String key) {
        return all.sections(key).stream()
                .map(each -> {
                    Data data = new Data(each.text("file"), (int) each.whole("path", 0, 1, 2));
                    each.finish();
                    if (data.path() == 0) {
                        throw GpiotException.user(
                                key + " file " + data.file() + " lacks its path: 1 for decomposition, 2 for code");
                    }
                    return data;
                })
                .toList();
    }

    private static Adapter adapter(YamlSection section, Method method) {
        boolean pect = method == Method.PECT;
        int rank = section.whole("rank", 16, 1);
        Adapter adapter = new Adapter(
                rank,
                section.number("alpha", rank, Double.MIN_VALUE, Double.MAX_VALUE),
                section.flag("rs_lora", true),
                section.number("dropout", 0.1, 0, 0.99),
                section.texts("targets", List.of("q_proj", "k_proj", "v_proj")),
                pect ? section.number("lambda", 0.5, 0, 1) : 0.5,
                pect ? section.number("gamma", 0.5, 0, 1) : 0.5,
                pect && section.flag("shared", true),
                pect && section.flag("projections", true),
                pect ? section.whole("bottleneck", rank, 1) : rank);
        section.finish();
        return adapter;
    }

    private static Training training(YamlSection section) {
        if (section.has("epochs") && section.has("steps")) {
            throw GpiotException.user("the recipe has training.epochs and training.steps; give one of them");
        }
        int maximumLength = section.whole("maximum_length", 1024, 8);
        int steps = section.whole("steps", 0, 1);
        Training training = new Training(
                section.whole("epochs", steps > 0 ? 0 : 5, 1),
                steps,
                section.whole("tokens_per_step", 8192, 1),
                section.whole("tokens_per_batch", Math.max(2048, maximumLength), 1),
                maximumLength,
                section.number("learning_rate", 1e-4, 0, 10),
                section.number("warm_up", 0.03, 0, 1),
                section.number("final_rate", 0, 0, 1),
                section.number("clip", 1, 0, Double.MAX_VALUE),
                section.number("weight_decay", 0, 0, 1),
                section.whole("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
                section.choice("precision", Precision.BF16, byText(Precision.values(), Precision::text)),
                section.flag("checkpointing", false),
                section.whole("checkpoint_every", 20, 1));
        section.finish();
        if (training.tokensPerBatch() < maximumLength) {
            throw GpiotException.user("training.tokens_per_batch must be " + maximumLength
                    + " or more, so that a sample of training.maximum_length fits, was " + training.tokensPerBatch());
        }
        return training;
    }

    private static Evaluation evaluation(YamlSection section) {
        Evaluation evaluation = new Evaluation(
                section.whole("every", 0, 0),
                section.text("metric", Recipe.LOSS),
                section.whole("patience", 0, 0),
                section.text("suite", Evaluation.NO_SUITE),
                section.whole("plans", 12, 0),
                section.whole("programs", 12, 0));
        section.finish();
        return evaluation;
    }

    private static <T> Map<String, T> byText(T[] values, Function<T, String> text) {
        Map<String, T> byText = new LinkedHashMap<>();
        Arrays.stream(values).forEach(value -> byText.put(text.apply(value), value));
        return byText;
    }
}
