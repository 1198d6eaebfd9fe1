package io.gpiot.knowledge;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import io.gpiot.knowledge.Passage.Kind;
import io.gpiot.knowledge.read.Chunk;
import io.gpiot.knowledge.read.Chunker;
import io.gpiot.knowledge.read.DocumentReader;
import io.gpiot.knowledge.read.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings the user's files into the index, one after the other: hash, read, cut, embed, put. */
final class DocumentAdder {

    private final PassageIndex index;
    private final Embedder embedder;

    DocumentAdder(PassageIndex index, Embedder embedder) {
        this.index = index;
        this.embedder = embedder;
    }

    List<FileOutcome> add(Path path, Progress progress) {
        List<Path> files = files(path);
        var outcomes = new ArrayList<FileOutcome>();
        try (Progress.Task task = progress.start("Reading documents", files.size(), "files")) {
            for (Path file : files) {
                task.note(file.getFileName().toString());
                outcomes.add(addFile(file));
                task.at(outcomes.size());
            }
        }
        return outcomes;
    }

    /** The path's one name, through links where it exists. */
    static Path canonical(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    private static List<Path> files(Path path) {
        if (!Files.exists(path)) {
            throw GpiotException.user(path + " does not exist");
        }
        Path real = canonical(path);
        if (!Files.isDirectory(real)) {
            return List.of(real);
        }
        try (Stream<Path> walk = Files.walk(real)) {
            List<Path> files = walk.filter(Files::isRegularFile)
                    .filter(DocumentReader::reads)
                    .filter(file -> !hidden(real.relativize(file)))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw GpiotException.user(path + " holds no PDF, HTML, Markdown or text file");
            }
            return files;
        } catch (IOException | UncheckedIOException e) {
            throw GpiotException.user("cannot look into " + path + ": " + e.getMessage());
        }
    }

    private static boolean hidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private FileOutcome addFile(Path file) {
        String name = file.toString();
        try {
            String hash = Hashes.ofFile(file);
            Optional<Source> known = index.source(name);
            if (known.isPresent() && known.get().hash().equals(hash)) {
                return new FileOutcome.Unchanged(name);
            }
            return switch (DocumentReader.read(file)) {
                case Reading.Refused refused -> new FileOutcome.Refused(name, refused.reason());
                case Reading.Text text -> put(file, hash, text);
            };
        } catch (IOException e) {
            return new FileOutcome.Refused(name, file + " cannot be read: " + e.getMessage());
        }
    }

    private FileOutcome put(Path file, String hash, Reading.Text text) throws IOException {
        String name = file.toString();
        String now = Instant.now().toString();
        if (name.endsWith(".md")) {
            String markdown = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            if (Card.looksLikeCard(markdown)) {
                return putCard(file, markdown, hash, now);
            }
        }
        Kind kind = text.paged() ? Kind.PAPER : Kind.PAGE;
        var passages = new ArrayList<IndexedPassage>();
        for (Chunk chunk : Chunker.chunks(text.sections())) {
            String title = chunk.heading().isEmpty() || chunk.heading().equals(text.title())
                    ? text.title()
                    : text.title() + " - " + chunk.heading();
            float[] vector = embedder.embedPassage(title + ". " + chunk.text());
            String id = name + "#" + (passages.size() + 1);
            passages.add(new IndexedPassage(id, title, "", chunk.text(), "", chunk.page(), "", vector));
        }
        index.put(new Source(name, text.title(), kind, passages.size(), hash, now), passages);
        return new FileOutcome.Added(name, passages.size(), text.notes());
    }

    /** A user's own card; where it has the id of a built-in one, both are found. */
    private FileOutcome putCard(Path file, String text, String hash, String now) {
        Card card;
        try {
            card = Card.parse(file.toString(), text);
        } catch (GpiotException e) {
            return new FileOutcome.Refused(file.toString(), String.valueOf(e.getMessage()));
        }
        IndexedPassage passage = Cards.indexed(card, text, embedder);
        index.put(new Source(file.toString(), card.title(), Kind.CARD, 1, hash, now), List.of(passage));
        return new FileOutcome.Added(file.toString(), 1, List.of());
    }
}
