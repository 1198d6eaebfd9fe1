package io.gpiot.app.web.openai;

import io.gpiot.app.web.ApiError;
import java.util.List;

/** The models that chat. */
public record ServedModels(List<ServedModel> models) {

    public ServedModels {
        models = List.copyOf(models);
    }

    /** @throws ApiError 404 where there is no such model */
    ServedModel require(String id) {
        return models.stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow(() -> unknown(id));
    }

    ApiError unknown(String id) {
        String shown = id.length() > 80 ? id.substring(0, 80) + "..." : id;
        return ApiError.notFound(
                "model_not_found",
                "model",
                "there is no model '" + shown + "'; there are "
                        + String.join(", ", models.stream().map(ServedModel::id).toList()));
    }
}
