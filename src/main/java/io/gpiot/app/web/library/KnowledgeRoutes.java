package io.gpiot.app.web.library;

import io.gpiot.app.runs.RunData;
import io.gpiot.app.web.ApiError;
import io.gpiot.app.web.Caller;
import io.gpiot.app.web.Replies;
import io.gpiot.app.web.Routes;
import io.gpiot.app.web.Uploads;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import io.gpiot.knowledge.FileOutcome;
import io.gpiot.knowledge.Filter;
import io.gpiot.knowledge.Knowledge;
import io.gpiot.knowledge.Passage;
import io.gpiot.knowledge.Source;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * What all callers' runs may look up. Everybody adds to it for all, and takes out only what they added themselves.
 */
public final class KnowledgeRoutes implements Routes {

    private static final int MOST_PASSAGES = 20;
    private static final int MOST_QUERY = 2_000;
    private static final int MOST_AT_ONCE = 4;

    private final Supplier<Knowledge> knowledge;
    private final Path documents;
    private final Uploads uploads;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);
    private final Object adding = new Object();

    /** @param documents where what callers add is kept, a folder a caller */
    public KnowledgeRoutes(Supplier<Knowledge> knowledge, Path documents, Uploads uploads) {
        this.knowledge = knowledge;
        this.documents = real(documents);
        this.uploads = uploads;
    }

    /** As the index names files: without links on the way. */
    private static Path real(Path folder) {
        try {
            return Files.createDirectories(folder).toRealPath();
        } catch (IOException e) {
            throw GpiotException.unwritten(folder, e);
        }
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/api/knowledge", this::list);
        routes.get("/api/knowledge/search", this::search);
        routes.post("/api/knowledge", this::add);
        routes.delete("/api/knowledge/<name>", this::remove);
    }

    private Path own(Context context) {
        return documents.resolve(Caller.of(context.req()).id());
    }

    private void list(Context context) {
        Path own = own(context);
        List<Map<String, Object>> shown = new ArrayList<>();
        for (Source source : knowledge.get().list()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", shortName(source.name()));
            one.put("title", source.title());
            one.put("kind", source.kind());
            one.put("passages", source.passages());
            one.put("added", source.added());
            one.put("own", mine(own, source));
            shown.add(one);
        }
        Replies.send(context.res(), 200, Map.of("sources", shown));
    }

    private static boolean mine(Path own, Source source) {
        return !source.name().equals(Knowledge.BUILT_IN)
                && Path.of(source.name()).startsWith(own);
    }

    /** Without the folders of this machine. */
    private static String shortName(String source) {
        return source.equals(Knowledge.BUILT_IN)
                ? source
                : String.valueOf(Path.of(source).getFileName());
    }

    private void search(Context context) {
        String query = context.req().getParameter("query");
        if (query == null || query.isBlank() || query.length() > MOST_QUERY) {
            throw ApiError.invalid("query", "'query' must have 1 to " + MOST_QUERY + " characters");
        }
        if (!room.tryAcquire()) {
            throw ApiError.busy(1, "the server is busy: " + MOST_AT_ONCE + " searches are under way");
        }
        try {
            List<Map<String, Object>> passages = new ArrayList<>();
            for (Passage passage : knowledge.get().search(query, count(context), Filter.ALL)) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("title", passage.title());
                one.put("domain", passage.domain());
                one.put("kind", passage.kind());
                one.put("source", shortName(passage.source()));
                one.put("page", passage.page());
                one.put("text", passage.text());
                passages.add(one);
            }
            Replies.send(context.res(), 200, Map.of("passages", passages));
        } finally {
            room.release();
        }
    }

    private static int count(Context context) {
        String asked = context.req().getParameter("count");
        if (asked == null) {
            return 5;
        }
        int count = asked.matches("\\d{1,3}") ? Integer.parseInt(asked) : 0;
        if (count < 1 || count > MOST_PASSAGES) {
            throw ApiError.invalid("count", "'count' must be 1 to " + MOST_PASSAGES);
        }
        return count;
    }

    private void add(Context context) throws IOException {
        List<Map<String, Object>> outcomes = new ArrayList<>();
        try (Uploads.Form form = uploads.read(context.req())) {
            if (form.files().isEmpty()) {
                throw ApiError.invalid("files", "give at least one PDF, HTML, Markdown or text file");
            }
            synchronized (adding) {
                for (Uploads.File file : form.files()) {
                    outcomes.add(add(own(context), file));
                }
            }
        }
        Replies.send(context.res(), 200, Map.of("outcomes", outcomes));
    }

    private Map<String, Object> add(Path own, Uploads.File file) throws IOException {
        Path name = new RunData.Upload(file.name(), file::open).safeName();
        // a folder's documents lie side by side, and one of each name
        Path kept = own.resolve(name.toString().replace('/', '-'));
        String shown = String.valueOf(kept.getFileName());
        Path before = own.resolve(shown + ".before");
        Files.createDirectories(own);
        if (Files.exists(kept)) {
            Files.move(kept, before, StandardCopyOption.REPLACE_EXISTING);
        }
        try (InputStream in = file.open()) {
            Files.copy(in, kept);
            return outcome(own, kept, shown);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(kept);
            throw e;
        } finally {
            if (Files.exists(before) && !Files.exists(kept)) {
                Files.move(before, kept); // what was there is still in the index
            }
            Files.deleteIfExists(before);
        }
    }

    private Map<String, Object> outcome(Path own, Path kept, String shown) throws IOException {
        return switch (knowledge.get().add(kept, Progress.NONE).getFirst()) {
            case FileOutcome.Added added ->
                Map.of("name", shown, "outcome", "added", "passages", added.passages(), "notes", added.notes());
            case FileOutcome.Unchanged same -> Map.of("name", shown, "outcome", "unchanged");
            case FileOutcome.Refused refused -> {
                Files.deleteIfExists(kept);
                yield Map.of("name", shown, "outcome", "refused", "notes", List.of(hide(refused.reason(), own)));
            }
        };
    }

    private static String hide(String message, Path own) {
        return message.replace(own + "/", "");
    }

    private void remove(Context context) throws IOException {
        String name = context.pathParam("name");
        Path own = own(context);
        synchronized (adding) {
            Source source = knowledge.get().list().stream()
                    .filter(one -> mine(own, one) && shortName(one.name()).equals(name))
                    .findFirst()
                    .orElseThrow(() ->
                            ApiError.notFound("document_not_found", null, "you have added no document of that name"));
            knowledge.get().remove(source.name());
            Files.deleteIfExists(Path.of(source.name()));
        }
        Replies.send(context.res(), 200, Map.of("removed", name));
    }
}
