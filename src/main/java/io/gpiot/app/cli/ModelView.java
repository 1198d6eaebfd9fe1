package io.gpiot.app.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.gpiot.base.download.Source;
import io.gpiot.base.model.Catalogue;
import io.gpiot.base.model.CatalogueEntry;
import io.gpiot.base.model.InstalledModel;
import io.gpiot.base.model.MemoryEstimate;
import io.gpiot.base.model.ModelShape;
import io.gpiot.base.model.ModelStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model as the commands show it, of the catalogue, installed, or both.
 *
 * @param path where it is installed, else null
 * @param unfinishedBytes what a broken pull left, 0 where nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ModelView(
        String id,
        String name,
        @JsonProperty("default") boolean isDefault,
        String licence,
        long bytes,
        String sha256,
        ModelShape shape,
        List<String> sources,
        boolean installed,
        @Nullable String path,
        long unfinishedBytes,
        MemoryEstimate memory) {

    /** The catalogue's models in its order, then what else is installed. */
    static List<ModelView> all(Catalogue catalogue, ModelStore store, int context, int rows) {
        List<ModelView> views = new ArrayList<>();
        for (CatalogueEntry entry : catalogue.entries()) {
            InstalledModel here = store.installed(entry.id()).orElse(null);
            views.add(of(entry, here, store.unfinished(entry.id()), context, rows));
        }
        for (InstalledModel model : store.installed()) {
            if (catalogue.find(model.id()).isEmpty()) {
                views.add(of(model, context, rows));
            }
        }
        return views;
    }

    static ModelView of(CatalogueEntry entry, @Nullable InstalledModel here, long unfinished, int context, int rows) {
        return new ModelView(
                entry.id(),
                entry.name(),
                entry.id().equals(Catalogue.DEFAULT_MODEL),
                entry.licence(),
                entry.bytes(),
                entry.sha256(),
                entry.shape(),
                entry.sources().stream().map(Source::describe).toList(),
                here != null,
                here == null ? null : here.path().toString(),
                unfinished,
                MemoryEstimate.of(entry.shape(), context, rows));
    }

    static ModelView of(InstalledModel model, int context, int rows) {
        return new ModelView(
                model.id(),
                model.id(),
                false,
                model.licence(),
                model.bytes(),
                model.sha256(),
                model.shape(),
                List.of(model.source()),
                true,
                model.path().toString(),
                0,
                MemoryEstimate.of(model.shape(), context, rows));
    }

    /** In a word or two whether it is on this machine. */
    String state() {
        if (installed) {
            return "yes";
        }
        return unfinishedBytes > 0 ? (100 * unfinishedBytes / bytes) + " %" : "no";
    }
}
