package io.quorate.tune;

import io.quorate.random.CounterStream;

/**
 * Numbers at equal steps, linear or by their logarithm. The coordinate is the level from 0; a level owns a cell of the unit
 * interval that reaches half a step to both sides.
 */
final class GridDimension extends Dimension {
    /** Grids up to here have their kernels tabulated. */
    static final int SMALL = 64;

    /** Width of a kernel, in cells, that leaves a fifth of its mass to the neighbours. */
    private static final double LEAST_CELLS = 0.4;

    private final double low;
    private final double step;
    private final long levels;
    private final boolean log;
    private final double from;
    private final double span;

    GridDimension(Parameter parameter, double low, double step, long levels, boolean log) {
        super(parameter);
        this.low = low;
        this.step = step;
        this.levels = levels;
        this.log = log;
        double lowest = low - 0.5 * step;
        double highest = low + (levels - 0.5) * step;
        from = log ? StrictMath.log(lowest) : lowest;
        span = (log ? StrictMath.log(highest) : highest) - from;
    }

    /** Lower edge of a level's cell in the unit interval. */
    double edge(double level) {
        return log ? (StrictMath.log(low + (level - 0.5) * step) - from) / span : level / levels;
    }

    /** The level whose cell holds a place of the unit interval. */
    double levelAt(double place) {
        double cells = log ? (StrictMath.exp(from + place * span) - low) / step + 0.5 : place * levels;
        return Math.min(levels - 1.0, Math.max(0, Math.floor(cells)));
    }

    @Override
    double encode(Object value) {
        double level = Math.rint((((Number) value).doubleValue() - low) / step);
        return Math.min(levels - 1.0, Math.max(0, level));
    }

    @Override
    Object decode(double x) {
        long level = (long) x;
        if (parameter() instanceof IntParameter whole) {
            return whole.low() + level * whole.step();
        }
        return ((FloatParameter) parameter()).level(level);
    }

    @Override
    double random(CounterStream stream) {
        return levelAt(stream.nextDouble());
    }

    @Override
    boolean ordered() {
        return true;
    }

    @Override
    double position(double x) {
        return log ? (StrictMath.log(low + x * step) - from) / span : (x + 0.5) / levels;
    }

    @Override
    long levels() {
        return levels;
    }

    @Override
    double leastWidth() {
        return LEAST_CELLS / levels;
    }

    @Override
    Kernels kernels(double[] observed, double[] widths) {
        return new GridKernels(this, observed, widths);
    }
}
