package io.quorate.tune;

import io.quorate.random.CounterStream;

/**
 * One kernel per observation over one dimension, and last a prior that covers all of it. Values are in the coordinate of the
 * {@link Dimension}.
 */
interface Kernels {
    /** Adds the logarithm of each kernel's density (or mass) at x; a factor common to all kernels of a dimension may lack. */
    void addLog(double x, double[] into);

    /** A value drawn from one kernel. */
    double draw(int kernel, CounterStream stream);
}
