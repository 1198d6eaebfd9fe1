package io.gpiot.app.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.Javalin;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenApiTest {

    @TempDir
    Path folder;

    @Test
    void documentNamesEveryRouteAndNoOther() {
        try (PageServer server = PageServer.open(folder)) {
            Set<String> routes = new TreeSet<>();
            Javalin collected = Javalin.create(config -> server.groups.forEach(group -> group.addTo(config.routes)));
            collected
                    .unsafe
                    .internalRouter
                    .allHttpHandlers()
                    .forEach(parsed -> routes.add(parsed.endpoint.method.name().toLowerCase(Locale.ROOT) + " "
                            + parsed.endpoint.path.replace("<", "{").replace(">", "}")));
            JsonNode document = server.json("/openapi.json");
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
        try (PageServer server = PageServer.open(folder)) {
            JsonNode document = server.json("/openapi.json");
            List<String> references = document.findValuesAsText("$ref");
            assertTrue(references.size() > 10);
            references.forEach(
                    reference -> assertFalse(document.at(reference.substring(1)).isMissingNode(), reference));
        }
    }
}
