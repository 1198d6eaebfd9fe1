package io.gpiot.engine.model;

import io.gpiot.engine.format.Dequantizer;
import io.gpiot.engine.format.StoredTensor;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The token embedding: rows are decoded from the model's file, which stays mapped, as they are needed. A copy in memory
 * would cost 0.3 to 0.5 GB for some hundred rows that are ever read.
 *
 * @param matrix [vocabulary, width] as stored
 */
public record Embedding(StoredTensor matrix) {

    /** @return [tokens, width] float, in the caller's scope */
    public Tensor lookup(int[] tokens) {
        int width = matrix.rowLength();
        Tensor rows = Tensors.empty(ScalarType.Float, tokens.length, width);
        FloatBuffer all =
                new FloatPointer(rows.data_ptr()).capacity(rows.numel()).asBuffer();
        for (int i = 0; i < tokens.length; i++) {
            Dequantizer.toFloat(matrix, tokens[i], 1, all.slice(i * width, width));
        }
        return rows;
    }
}
