package io.gpiot.app.web.library;

import io.gpiot.app.web.Replies;
import io.gpiot.app.web.Routes;
import io.gpiot.base.model.Catalogue;
import io.gpiot.base.model.CatalogueEntry;
import io.gpiot.base.model.InstalledModel;
import io.gpiot.base.model.MachineMemory;
import io.gpiot.base.model.MemoryEstimate;
import io.gpiot.base.model.ModelStore;
import io.gpiot.engine.LanguageModel;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The model that is served, and those that are known or installed. */
public final class ModelRoutes implements Routes {

    /** For which a model's memory is estimated. */
    private static final int CONTEXT = 4_096;

    private static final int ROWS = 8;

    /** @param memoryBytes an estimate for 4,096 tokens and 8 answers at once */
    record Shown(
            String id,
            String name,
            String licence,
            long bytes,
            String sha256,
            boolean usual,
            boolean installed,
            long memoryBytes) {}

    private final LanguageModel served;
    private final Catalogue catalogue;
    private final ModelStore store;
    private final ResultFolders folders;

    public ModelRoutes(LanguageModel served, Catalogue catalogue, ModelStore store, ResultFolders folders) {
        this.served = served;
        this.catalogue = catalogue;
        this.store = store;
        this.folders = folders;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/api/models", this::list);
    }

    private void list(Context context) {
        MachineMemory machine = MachineMemory.read();
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put(
                "served",
                Map.of(
                        "id", served.id(),
                        "sha256", served.hash(),
                        "adapter", served.adapter(),
                        "context", served.contextLength()));
        shape.put("models", models());
        shape.put("adapters", folders.adapters(served.hash(), served.adapter()));
        shape.put("memory", Map.of("total", machine.total(), "available", machine.available()));
        Replies.send(context.res(), 200, shape);
    }

    private List<Shown> models() {
        List<Shown> shown = new ArrayList<>();
        for (CatalogueEntry entry : catalogue.entries()) {
            shown.add(new Shown(
                    entry.id(),
                    entry.name(),
                    entry.licence(),
                    entry.bytes(),
                    entry.sha256(),
                    entry.id().equals(Catalogue.DEFAULT_MODEL),
                    store.installed(entry.id()).isPresent(),
                    MemoryEstimate.of(entry.shape(), CONTEXT, ROWS).total()));
        }
        for (InstalledModel model : store.installed()) {
            if (catalogue.find(model.id()).isEmpty()) {
                shown.add(new Shown(
                        model.id(),
                        model.id(),
                        model.licence(),
                        model.bytes(),
                        model.sha256(),
                        false,
                        true,
                        MemoryEstimate.of(model.shape(), CONTEXT, ROWS).total()));
            }
        }
        return shown;
    }
}
