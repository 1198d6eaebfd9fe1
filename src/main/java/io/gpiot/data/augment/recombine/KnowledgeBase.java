package io.gpiot.data.augment.recombine;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All that is known of modalities, tasks and devices: the YAML files of a folder, together. */
public final class KnowledgeBase {

    private static final ObjectReader YAML = reader();

    private final List<Modality> modalities = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();
    private final List<Device> devices = new ArrayList<>();
    private final Map<String, Map<Effort, String>> words = new HashMap<>();

    private KnowledgeBase() {}

    /** What a file leaves out is empty. */
    private static ObjectReader reader() {
        YAMLMapper.Builder builder = YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        for (Class<?> type : List.of(List.class, Set.class, Map.class, String.class)) {
            builder.withConfigOverride(
                    type, override -> override.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)));
        }
        return builder.build().readerFor(Family.class);
    }

    /** @throws GpiotException USER that names the file and what is wrong with it */
    public static KnowledgeBase read(Path folder) {
        KnowledgeBase base = new KnowledgeBase();
        try (Stream<Path> found = Files.list(folder)) {
            for (Path file : found.filter(each -> each.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                base.take(file);
            }
        } catch (IOException e) {
            throw GpiotException.user("cannot read the knowledge base " + folder + ": " + e.getMessage());
        }
        base.check(folder);
        return base;
    }

    List<Modality> modalities() {
        return modalities;
    }

    List<Task> tasks() {
        return tasks;
    }

    List<Device> devices() {
        return devices;
    }

    /** What the word says on such a device. */
    String word(String word, Effort effort) {
        Map<Effort, String> texts = words.get(word);
        if (texts == null) {
            throw GpiotException.user("no file of the knowledge base says what {" + word + "} is");
        }
        return new Step(texts).text(effort);
    }

    private void take(Path file) throws IOException {
        try {
            Family family = YAML.readValue(Files.readString(file));
            modalities.addAll(family.modalities());
            tasks.addAll(family.tasks());
            devices.addAll(family.devices());
            words.putAll(family.words());
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw GpiotException.user(file + ", line " + line + ": "
                    + e.getOriginalMessage().lines().findFirst().orElse("not YAML"));
        }
    }

    private void check(Path folder) {
        Set<String> ids = new HashSet<>();
        Stream.of(
                        modalities.stream().map(Modality::id),
                        tasks.stream().map(Task::id),
                        devices.stream().map(Device::id))
                .flatMap(each -> each)
                .filter(id -> !ids.add(id))
                .findFirst()
                .ifPresent(id -> {
                    throw GpiotException.user(folder + ": the id '" + id + "' is there twice");
                });
        for (Modality modality : modalities) {
            boolean sound = modality.troubles().stream()
                            .allMatch(trouble ->
                                    trouble.before() <= modality.route().size())
                    && modality.forms().stream()
                            .allMatch(form -> form.from() <= modality.route().size());
            if (!sound || modality.forms().isEmpty() || modality.troubles().isEmpty()) {
                throw GpiotException.user(folder + ": the modality '" + modality.id()
                        + "' needs a form and a trouble, within the stages of its route");
            }
        }
        Set<String> sensed = new HashSet<>();
        modalities.forEach(modality -> sensed.addAll(modality.senses()));
        for (Task task : tasks) {
            if (task.needs().isEmpty()
                    || !sensed.containsAll(task.needs())
                    || task.wants().isEmpty()) {
                throw GpiotException.user(folder + ": the task '" + task.id()
                        + "' needs wants, and quantities that some modality senses; needs " + task.needs());
            }
        }
    }
}
