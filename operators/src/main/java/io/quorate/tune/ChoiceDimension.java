package io.quorate.tune;

import io.quorate.random.CounterStream;
import java.util.List;

/** Values without an order, or a single one; the coordinate is the index. */
final class ChoiceDimension extends Dimension {
    private final List<Object> choices;

    ChoiceDimension(Parameter parameter, List<?> choices) {
        super(parameter);
        this.choices = List.copyOf(choices);
    }

    @Override
    double encode(Object value) {
        return choices.indexOf(value);
    }

    @Override
    Object decode(double x) {
        return choices.get((int) x);
    }

    @Override
    double random(CounterStream stream) {
        return stream.nextInt(choices.size());
    }

    @Override
    boolean ordered() {
        return false;
    }

    @Override
    double position(double x) {
        return x;
    }

    @Override
    long levels() {
        return choices.size();
    }

    @Override
    double leastWidth() {
        return 0;
    }

    @Override
    Kernels kernels(double[] observed, double[] widths) {
        return new CategoryKernels(choices.size(), observed);
    }
}
