package io.gpiot.app.web.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.gpiot.app.runs.RunData;
import io.gpiot.app.runs.RunOrder;
import io.gpiot.app.web.ApiError;
import io.gpiot.app.web.Uploads;
import io.gpiot.base.Json;
import io.gpiot.synthesis.SynthesisSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a run is asked for. */
final class RunOrders {

    private static final String ORDER = "order";
    private static final ObjectReader READER = Json.MAPPER
            .readerFor(Asked.class)
            .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** As clients write it; what they leave out is as for {@code gpiot synth}. */
    record Asked(
            @Nullable String requirement,
            @Nullable List<String> result,
            boolean planOnly,
            @Nullable Integer candidates,
            @Nullable Integer rounds,
            @Nullable Double temperature,
            @Nullable Long seed) {}

    private RunOrders() {}

    /** @throws ApiError 400 */
    static RunOrder order(Uploads.Form form) {
        Asked asked;
        try {
            asked = READER.readValue(form.field(ORDER));
        } catch (JsonProcessingException e) {
            String line = e.getOriginalMessage().lines().findFirst().orElse("");
            throw ApiError.invalid("invalid_json", ORDER, "the order is no such JSON object: " + line);
        }
        if (asked == null || asked.requirement() == null) {
            throw ApiError.invalid("missing_field", "requirement", "the order lacks the field 'requirement'");
        }
        List<String> result = asked.result() == null ? List.of() : asked.result();
        return new RunOrder(asked.requirement(), result, asked.planOnly(), settings(asked));
    }

    static RunData data(Uploads.Form form) {
        return new RunData.Uploaded(form.files().stream()
                .map(file -> new RunData.Upload(file.name(), file::open))
                .toList());
    }

    private static SynthesisSettings settings(Asked asked) {
        SynthesisSettings.Draws usual = SynthesisSettings.DEFAULT.sampling();
        return SynthesisSettings.DEFAULT.withSampling(
                usual.withCandidates(asked.candidates() == null ? usual.candidates() : asked.candidates())
                        .withRounds(asked.rounds() == null ? usual.rounds() : asked.rounds())
                        .withTemperature(asked.temperature() == null ? usual.temperature() : asked.temperature())
                        .withSeed(asked.seed() == null ? usual.seed() : asked.seed()));
    }
}
