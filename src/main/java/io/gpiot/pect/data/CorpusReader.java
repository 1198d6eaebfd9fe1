package io.gpiot.pect.data;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import io.gpiot.base.download.Sha256;
import io.gpiot.pect.recipe.Recipe;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads JSONL files; what cannot be learned from is counted, with file, line and reason. */
public final class CorpusReader {

    private final ChatEncoder encoder;

    public CorpusReader(ChatEncoder encoder) {
        this.encoder = encoder;
    }

    /**
     * @throws GpiotException USER where a file is missing or holds nothing that can be learned from, RESOURCES where it cannot
     *     be read
     */
    public Corpus read(List<Recipe.Data> files) {
        List<Example> examples = new ArrayList<>();
        List<RejectedLine> rejected = new ArrayList<>();
        List<Corpus.SourceFile> sources = new ArrayList<>();
        for (Recipe.Data data : files) {
            int known = examples.size();
            int wrong = rejected.size();
            read(data, examples, rejected);
            int found = examples.size() - known;
            int refused = rejected.size() - wrong;
            if (found == 0) {
                throw GpiotException.user(data.file() + " holds nothing to learn from: "
                        + (refused == 0
                                ? "it is empty"
                                : "all " + refused + " lines rejected, the first because: "
                                        + rejected.get(wrong).reason()));
            }
            String sha256 = Sha256.of(Path.of(data.file()), Progress.NONE);
            sources.add(new Corpus.SourceFile(data.file(), data.path(), found, refused, sha256));
        }
        return new Corpus(examples, rejected, sources);
    }

    private void read(Recipe.Data data, List<Example> examples, List<RejectedLine> rejected) {
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(Path.of(data.file()))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                try {
                    examples.add(encoder.encode(LineParser.parse(line), data.path()));
                } catch (WrongLine e) {
                    rejected.add(new RejectedLine(data.file(), number, e.reason()));
                }
            }
        } catch (NoSuchFileException e) {
            throw GpiotException.user("there is no file " + data.file() + " (seen from "
                    + Path.of("").toAbsolutePath() + "); gpiot data build makes datasets");
        } catch (CharacterCodingException e) {
            throw GpiotException.user(data.file() + " is not UTF-8 after line " + number);
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + data.file() + ": " + e.getMessage(), e);
        }
    }
}
