package io.gpiot.engine.model;

import org.bytedeco.pytorch.Tensor;

/** How the keys and values of a pass are stored and read: the part in which a chunk of one sequence and a step of many rows differ. */
interface Attention {

    /**
     * @param query [rows, heads, head]
     * @param key [rows, kvHeads, head], turned
     * @param value [rows, kvHeads, head]
     * @return [rows, heads * head]
     */
    Tensor attend(int layer, Tensor query, Tensor key, Tensor value);
}
