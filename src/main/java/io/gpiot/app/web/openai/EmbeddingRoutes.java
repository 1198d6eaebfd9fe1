package io.gpiot.app.web.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.app.web.ApiError;
import io.gpiot.app.web.Bodies;
import io.gpiot.app.web.Replies;
import io.gpiot.app.web.Routes;
import io.gpiot.app.web.Visit;
import io.gpiot.knowledge.Embedder;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Texts to vectors, in process. */
public final class EmbeddingRoutes implements Routes {

    private static final int MOST_TEXTS = 256;
    private static final int MOST_AT_ONCE = 16;

    private final Embedder embedder;
    private final Bodies bodies;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);

    public EmbeddingRoutes(Embedder embedder, Bodies bodies) {
        this.embedder = embedder;
        this.bodies = bodies;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.post("/v1/embeddings", this::embed);
    }

    private void embed(Context context) {
        Fields fields = new Fields(bodies.object(context.req()), "");
        String model = fields.requiredText("model");
        if (!model.equals(embedder.id())) {
            throw ApiError.notFound(
                    "model_not_found",
                    "model",
                    "only " + embedder.id() + " makes embeddings here, not '" + model + "'");
        }
        List<String> texts = texts(fields);
        boolean packed = packed(fields);
        if (!room.tryAcquire()) {
            throw ApiError.busy(1, "the server is busy: " + MOST_AT_ONCE + " requests for embeddings are under way");
        }
        try {
            List<float[]> vectors = texts.stream().map(embedder::embedPassage).toList();
            int dimensions = vectors.getFirst().length;
            if (fields.integer("dimensions", 1, Integer.MAX_VALUE).orElse(dimensions) != dimensions) {
                throw fields.unsupported("dimensions", embedder.id() + " has " + dimensions);
            }
            Visit.of(context.req()).fact("texts", texts.size());
            Replies.send(context.res(), 200, shape(model, texts, vectors, packed));
        } finally {
            room.release();
        }
    }

    private static List<String> texts(Fields fields) {
        JsonNode input = fields.node("input");
        if (input == null) {
            throw fields.missing("input");
        }
        List<JsonNode> all = input.isTextual() ? List.of(input) : fields.elements("input", input);
        if (all.isEmpty() || all.size() > MOST_TEXTS) {
            throw ApiError.invalid("input", "'input' must hold 1 to " + MOST_TEXTS + " texts, held " + all.size());
        }
        for (JsonNode one : all) {
            if (!one.isTextual() || one.textValue().isBlank()) {
                throw fields.wrong("input", "a text or texts, none of them blank (token ids are not taken)", one);
            }
        }
        return all.stream().map(JsonNode::textValue).toList();
    }

    private static boolean packed(Fields fields) {
        String format = fields.text("encoding_format").orElse("float");
        return switch (format) {
            case "float" -> false;
            case "base64" -> true;
            default ->
                throw ApiError.invalid(
                        "encoding_format", "'encoding_format' must be float or base64, was '" + format + "'");
        };
    }

    private Map<String, Object> shape(String model, List<String> texts, List<float[]> vectors, boolean packed) {
        List<Map<String, Object>> data = new ArrayList<>();
        for (float[] vector : vectors) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("object", "embedding");
            one.put("index", data.size());
            one.put("embedding", packed ? base64(vector) : vector);
            data.add(one);
        }
        int tokens = texts.stream().mapToInt(embedder::countTokens).sum();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("object", "list");
        body.put("data", data);
        body.put("model", model);
        body.put("usage", Map.of("prompt_tokens", tokens, "total_tokens", tokens));
        return body;
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
