package io.gpiot.app.web.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.Javalin;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OpenApiTest {

    @Test
    void documentNamesEveryRouteAndNoOther() {
        try (TestServer server = new TestServer(StepModel.free())) {
            Set<String> routes = new TreeSet<>();
            Javalin collected = Javalin.create(config -> server.groups.forEach(group -> group.addTo(config.routes)));
            collected
                    .unsafe
                    .internalRouter
                    .allHttpHandlers()
                    .forEach(parsed -> routes.add(
                            parsed.endpoint.method.name().toLowerCase(Locale.ROOT) + " " + parsed.endpoint.path));
            JsonNode document = TestServer.json(server.get("/openapi.json").body());
            Set<String> documented = new TreeSet<>();
            document.path("paths")
                    .fields()
                    .forEachRemaining(path -> path.getValue()
                            .fieldNames()
                            .forEachRemaining(method -> documented.add(method + " " + path.getKey())));
            assertFalse(routes.isEmpty());
            assertEquals(routes, documented);
        }
    }

    @Test
    void everyReferenceOfTheDocumentLeadsSomewhere() {
        try (TestServer server = new TestServer(StepModel.free())) {
            JsonNode document = TestServer.json(server.get("/openapi.json").body());
            List<String> references = document.findValuesAsText("$ref");
            assertTrue(references.size() > 10);
            references.forEach(
                    reference -> assertFalse(document.at(reference.substring(1)).isMissingNode(), reference));
        }
    }
}
