package io.gpiot.pect.train;

import java.nio.file.Path;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Tensor;

/** Writes the parameters as an adapter that the engine loads. */
public interface AdapterWriter {

    /** @param folder exists and is empty */
    void write(Path folder, SequencedMap<String, Tensor> parameters);
}
