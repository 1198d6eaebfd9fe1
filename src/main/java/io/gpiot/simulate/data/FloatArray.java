package io.gpiot.simulate.data;

import java.util.Arrays;

/**
 * An array of any number of axes; the last one is contiguous.
 *
 * @param values all of them, in C order
 */
public record FloatArray(float[] values, int... shape) {

    public FloatArray {
        long count = 1;
        for (int axis : shape) {
            count *= axis;
        }
        if (count != values.length) {
            throw new IllegalArgumentException(
                    values.length + " values do not have the shape " + Arrays.toString(shape));
        }
    }

    public static FloatArray zeros(int... shape) {
        long count = 1;
        for (int axis : shape) {
            count *= axis;
        }
        return new FloatArray(new float[Math.toIntExact(count)], shape);
    }

    /** Length of the first axis. */
    public int length() {
        return shape[0];
    }

    /** How many values one row of the first axis has. */
    public int rowSize() {
        return shape[0] == 0 ? 0 : values.length / shape[0];
    }

    /** Some rows of the first axis, in the order asked for. */
    public FloatArray rows(int[] chosen) {
        int size = rowSize();
        int[] other = shape.clone();
        other[0] = chosen.length;
        FloatArray result = zeros(other);
        for (int row = 0; row < chosen.length; row++) {
            System.arraycopy(values, chosen[row] * size, result.values, row * size, size);
        }
        return result;
    }
}
