package io.gpiot.engine.decode;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.LanguageModel;
import io.gpiot.engine.Message;
import io.gpiot.engine.Request;
import io.gpiot.engine.adapter.Adapter;
import io.gpiot.engine.adapter.AdapterFile;
import io.gpiot.engine.adapter.AdapterSettings;
import io.gpiot.engine.format.ModelFile;
import io.gpiot.engine.format.ModelFiles;
import io.gpiot.engine.model.KernelTable;
import io.gpiot.engine.model.PathWeights;
import io.gpiot.engine.model.Threads;
import io.gpiot.engine.model.Transformer;
import io.gpiot.engine.model.WeightLoader;
import io.gpiot.engine.model.Weights;
import io.gpiot.engine.text.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** A model file, loaded and decoding on a thread of its own. */
public final class LocalModel implements LanguageModel {

    /** Stands for the hash of an adapter that changes with every step. */
    private static final String IN_TUNING = "in tuning";

    /** An adapter that is loaded. @param hash SHA-256 of its weights */
    private record Tuned(AdapterSettings settings, String hash) {}

    private final String id;
    private final String hash;
    private final int context;
    private final Tokenizer tokenizer;
    private final Transformer transformer;
    private final @Nullable Tuned tuned;
    private final Runnable release;
    private final Batch batch;
    private final LinkedBlockingQueue<Row> arrivals = new LinkedBlockingQueue<>();
    private final Thread worker;
    private volatile boolean closing;

    private LocalModel(
            String id,
            String hash,
            int context,
            Tokenizer tokenizer,
            Transformer transformer,
            @Nullable Tuned tuned,
            EngineSettings settings,
            Runnable release) {
        this.id = id;
        this.hash = hash;
        this.context = context;
        this.tokenizer = tokenizer;
        this.transformer = transformer;
        this.tuned = tuned;
        this.release = release;
        this.batch = new Batch(transformer, settings);
        this.worker = Thread.ofPlatform().name("gpiot-engine").daemon().unstarted(this::work);
    }

    /** The base alone: see the other {@code open}. */
    public static LocalModel open(Path path, String id, String hash, EngineSettings settings, Progress progress) {
        return open(path, id, hash, settings, null, progress);
    }

    /**
     * @param path a GGUF file or a folder with safetensors
     * @param hash SHA-256 of the base
     * @param adapter its folder, or null for the base alone
     * @throws GpiotException USER where the file is not a model that we know, or the adapter belongs to another one
     */
    public static LocalModel open(
            Path path, String id, String hash, EngineSettings settings, @Nullable Path adapter, Progress progress) {
        @Nullable Adapter paths = adapter == null ? null : AdapterFile.read(adapter);
        if (paths != null) {
            paths.requireBase(id, hash);
        }
        ScalarType type = settings.precise() ? ScalarType.Float : ScalarType.BFloat16;
        Threads.use(settings.threads(), type);
        try (ModelFile file = ModelFiles.open(path)) {
            int context = settings.contextOf(file.config());
            Tokenizer tokenizer = Tokenizer.of(file.tokenizer());
            Weights weights = new WeightLoader(file, type).load(progress);
            ScalarType attention = settings.precise()
                    ? ScalarType.Float
                    : new KernelTable(settings.kernelFolder()).choose(weights, progress);
            Transformer transformer = new Transformer(file.config(), weights, context, attention);
            if (paths != null) {
                transformer.use(paths.ready(file.config(), type));
            }
            LocalModel model = new LocalModel(
                    id,
                    hash,
                    context,
                    tokenizer,
                    transformer,
                    paths == null ? null : new Tuned(paths.settings(), paths.sha256()),
                    settings,
                    transformer::close);
            model.worker.start();
            return model;
        } finally {
            // the file's mappings, and what loading left: as much memory as the file is long, until the next collection
            System.gc();
        }
    }

    /**
     * A model over weights that somebody else keeps, with an adapter that is still being tuned. The weights stay as they are,
     * unpacked: they must be open until the model is closed.
     *
     * @param path the base's file, for its tokenizer
     * @param paths the adapter as it is now; closed with the model
     */
    public static LocalModel over(
            Path path,
            String id,
            String hash,
            Weights weights,
            AdapterSettings adapter,
            PathWeights paths,
            EngineSettings settings) {
        try (ModelFile file = ModelFiles.open(path)) {
            int context = settings.contextOf(file.config());
            Tokenizer tokenizer = Tokenizer.of(file.tokenizer());
            ScalarType attention =
                    settings.precise() ? ScalarType.Float : new KernelTable(settings.kernelFolder()).attention();
            Transformer transformer = new Transformer(file.config(), weights, context, attention);
            transformer.use(paths);
            LocalModel model = new LocalModel(
                    id,
                    hash,
                    context,
                    tokenizer,
                    transformer,
                    new Tuned(adapter, IN_TUNING),
                    settings,
                    transformer::closeAround);
            model.worker.start();
            return model;
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String hash() {
        return hash;
    }

    @Override
    public String adapter() {
        return tuned == null ? "" : tuned.hash();
    }

    @Override
    public int contextLength() {
        return context;
    }

    /** What the weights take in memory, in bytes. */
    public long weightBytes() {
        return transformer.weights().bytes();
    }

    @Override
    public int countTokens(List<Message> messages) {
        return tokenizer.encodeChat(messages, "").length;
    }

    @Override
    public List<Answer> generate(List<Request> requests, AnswerListener listener) {
        List<Row> rows = new ArrayList<>();
        for (int index = 0; index < requests.size(); index++) {
            rows.add(row(requests.get(index), index, listener));
        }
        if (closing) {
            throw GpiotException.internal("the model is closed", new IllegalStateException(id));
        }
        arrivals.addAll(rows);
        try {
            return rows.stream().map(LocalModel::await).toList();
        } finally {
            rows.forEach(
                    Row::abandon); // whoever was interrupted wants none of them; on those that ended it does nothing
        }
    }

    private Row row(Request request, int index, AnswerListener listener) {
        int[] prompt = tokenizer.encodeChat(request.messages(), request.prefill());
        if (prompt.length >= context) {
            throw GpiotException.user("the prompt takes " + prompt.length + " tokens, but " + id + " has a context of "
                    + context + "; shorten the requirement or raise the context limit");
        }
        return new Row(request, index, prompt, paths(request.path()), context, tokenizer, listener);
    }

    /** The paths that a request runs on; the one that answers comes first. */
    private int[] paths(int asked) {
        if (tuned == null || asked == 0) {
            return new int[] {0};
        }
        AdapterSettings adapter = tuned.settings();
        int own = Math.min(asked, adapter.paths());
        return adapter.projections() ? new int[] {own, 3 - own} : new int[] {own};
    }

    private static Answer await(Row row) {
        try {
            return row.future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GpiotException(GpiotException.Category.USER, "interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GpiotException known) {
                throw known;
            }
            throw GpiotException.internal("the engine failed: " + e.getMessage(), e);
        }
    }

    private void work() {
        GradMode.set_enabled(false);
        while (!closing) {
            try {
                takeArrivals();
                if (!batch.idle()) {
                    batch.advance();
                }
            } catch (InterruptedException e) {
                break;
            } catch (Throwable e) {
                batch.fail(e);
            }
        }
        batch.fail(new IllegalStateException("the model was closed"));
        batch.close();
        release.run();
    }

    private void takeArrivals() throws InterruptedException {
        @Nullable Row row = batch.idle() ? arrivals.take() : arrivals.poll();
        while (row != null) {
            batch.add(row);
            row = arrivals.poll();
        }
    }

    @Override
    public void close() {
        closing = true;
        worker.interrupt();
        try {
            worker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tokenizer.close();
    }
}
