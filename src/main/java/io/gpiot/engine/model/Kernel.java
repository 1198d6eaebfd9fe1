package io.gpiot.engine.model;

/**
 * How a product is computed on this CPU.
 *
 * @param packed whether the weight lies in oneDNN's blocked layout: half the time of the plain one with few rows
 * @param leastRows a product with fewer rows is given so many: some kernels are slower with one row than with four
 * @param integerRows up to so many rows an int8 copy of the weight is used; 0 for none
 * @param freeRows so many rows take about as long as one
 */
record Kernel(boolean packed, int leastRows, int integerRows, int freeRows) {

    static final Kernel PLAIN = new Kernel(false, 1, 0, 4);
}
