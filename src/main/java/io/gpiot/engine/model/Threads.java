package io.gpiot.engine.model;

import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** How many threads compute. */
public final class Threads {

    private Threads() {}

    /**
     * Float attention runs one small OpenBLAS product in each of libtorch's threads. OpenBLAS would start threads of its own
     * for each, and the two pools would wait for each other in busy loops: a prefill took three times as long. With float
     * weights OpenBLAS computes the large products, and keeps its threads.
     *
     * @param type of the weights
     */
    public static void use(int threads, ScalarType type) {
        torch.set_num_threads(threads);
        openblas_nolapack.blas_set_num_threads(type == ScalarType.Float ? threads : 1);
    }
}
