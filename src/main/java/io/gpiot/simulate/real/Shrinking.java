package io.gpiot.simulate.real;

import io.gpiot.simulate.data.FloatArray;

/** Makes an array smaller by averaging neighbours, two and two, along its longest axis, as often as needed. */
final class Shrinking {

    private Shrinking() {}

    static FloatArray to(FloatArray array, int mostValues) {
        FloatArray result = array;
        while (result.values().length > mostValues) {
            int longest = 0;
            for (int axis = 1; axis < result.shape().length; axis++) {
                longest = result.shape()[axis] >= result.shape()[longest] ? axis : longest;
            }
            result = halved(result, longest);
        }
        return result;
    }

    /** An odd one out at the end is left away. */
    private static FloatArray halved(FloatArray array, int axis) {
        int before = 1;
        int behind = 1;
        for (int other = 0; other < array.shape().length; other++) {
            before *= other < axis ? array.shape()[other] : 1;
            behind *= other > axis ? array.shape()[other] : 1;
        }
        int length = array.shape()[axis];
        int[] shape = array.shape().clone();
        shape[axis] = length / 2;
        FloatArray result = FloatArray.zeros(shape);
        for (int outer = 0; outer < before; outer++) {
            for (int place = 0; place < length / 2; place++) {
                for (int inner = 0; inner < behind; inner++) {
                    int first = (outer * length + 2 * place) * behind + inner;
                    result.values()[(outer * (length / 2) + place) * behind + inner] =
                            (array.values()[first] + array.values()[first + behind]) / 2;
                }
            }
        }
        return result;
    }
}
