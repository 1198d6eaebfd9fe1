package io.gpiot.base.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.gpiot.base.GpiotException;
import io.gpiot.base.download.PythonPackage;
import io.gpiot.base.download.Source;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The known base models, read from {@code catalogue.yaml}. */
public record Catalogue(List<CatalogueEntry> entries) {

    /** The model that is used where none is named. */
    public static final String DEFAULT_MODEL = "qwen2.5-coder-0.5b-instruct";

    private static final String HUB = "https://huggingface.co";

    public Catalogue {
        entries = List.copyOf(entries);
    }

    /** The built-in catalogue; a hub mirror named by the environment's {@code HF_ENDPOINT} replaces the hub's address. */
    public static Catalogue builtIn(Map<String, String> environment) {
        String endpoint = environment.getOrDefault("HF_ENDPOINT", "").strip();
        try (InputStream in = Catalogue.class.getResourceAsStream("catalogue.yaml")) {
            if (in == null) {
                throw new IOException("catalogue.yaml is not in the jar");
            }
            return read(in, endpoint.isEmpty() ? HUB : endpoint.replaceAll("/+$", ""));
        } catch (IOException | IllegalArgumentException e) {
            throw GpiotException.internal("cannot read the model catalogue: " + e.getMessage(), e);
        }
    }

    static Catalogue read(InputStream yaml, String hub) throws IOException {
        ObjectMapper mapper = new ObjectMapper(new YAMLFactory());
        List<CatalogueEntry> entries = new ArrayList<>();
        for (JsonNode node : mapper.readTree(yaml).required("models")) {
            List<Source> sources = new ArrayList<>();
            node.required("sources").forEach(source -> sources.add(source(source, hub)));
            entries.add(new CatalogueEntry(
                    node.required("id").asText(),
                    node.required("name").asText(),
                    node.required("licence").asText(),
                    node.required("parameters").asLong(),
                    node.required("bytes").asLong(),
                    node.required("sha256").asText(),
                    mapper.treeToValue(node.required("shape"), ModelShape.class),
                    sources));
        }
        return new Catalogue(entries);
    }

    private static Source source(JsonNode node, String hub) {
        JsonNode file = node.get("hub");
        if (file != null) {
            return new Source.Web(
                    URI.create(hub + "/" + file.required("repository").asText() + "/resolve/main/"
                            + file.required("file").asText()));
        }
        return new Source.Packages(
                StreamSupport.stream(node.required("packages").spliterator(), false)
                        .map(part -> PythonPackage.parse(part.asText()))
                        .toList());
    }

    public Optional<CatalogueEntry> find(String id) {
        return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    public List<String> ids() {
        return entries.stream().map(CatalogueEntry::id).toList();
    }
}
