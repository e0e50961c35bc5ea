package io.quorate.tune;

import io.quorate.random.CounterStream;

/** A continuous number, linear or by its logarithm; the coordinate is its place in [0, 1]. */
final class ContinuousDimension extends Dimension {
    private final FloatParameter range;
    private final double from;
    private final double span;

    ContinuousDimension(FloatParameter range) {
        super(range);
        this.range = range;
        from = range.log() ? StrictMath.log(range.low()) : range.low();
        span = (range.log() ? StrictMath.log(range.high()) : range.high()) - from;
    }

    @Override
    double encode(Object value) {
        double number = (Double) value;
        return Math.min(1, Math.max(0, ((range.log() ? StrictMath.log(number) : number) - from) / span));
    }

    @Override
    Object decode(double x) {
        double number = from + x * span;
        double value = range.log() ? StrictMath.exp(number) : number;
        return Math.min(range.high(), Math.max(range.low(), value));
    }

    @Override
    double random(CounterStream stream) {
        return stream.nextDouble();
    }

    @Override
    boolean ordered() {
        return true;
    }

    @Override
    double position(double x) {
        return x;
    }

    @Override
    long levels() {
        return 0;
    }

    @Override
    double leastWidth() {
        return 0;
    }

    @Override
    Kernels kernels(double[] observed, double[] widths) {
        return new ContinuousKernels(observed, widths);
    }
}
