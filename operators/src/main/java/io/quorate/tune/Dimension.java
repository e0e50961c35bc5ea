package io.quorate.tune;

import io.quorate.random.CounterStream;
import java.util.List;

/** A parameter as a sampler sees it: values as one number, its coordinate, and kernels over that. */
abstract class Dimension {
    private final Parameter parameter;

    Dimension(Parameter parameter) {
        this.parameter = parameter;
    }

    static Dimension of(Parameter parameter) {
        if (parameter instanceof FloatParameter p) {
            if (p.low() == p.high()) {
                return new ChoiceDimension(p, List.of(p.low()));
            }
            return p.step() > 0
                    ? new GridDimension(p, p.low(), p.step(), p.levels(), false)
                    : new ContinuousDimension(p);
        }
        if (parameter instanceof IntParameter p) {
            return p.low() == p.high()
                    ? new ChoiceDimension(p, List.of(p.low()))
                    : new GridDimension(p, p.low(), p.step(), p.levels(), p.log());
        }
        return new ChoiceDimension(parameter, ((CategoricalParameter) parameter).choices());
    }

    final Parameter parameter() {
        return parameter;
    }

    /** The coordinate of a value that the parameter admits. */
    abstract double encode(Object value);

    abstract Object decode(double x);

    /** A coordinate drawn from the whole range. */
    abstract double random(CounterStream stream);

    /** Whether near values are alike. */
    abstract boolean ordered();

    /** Where a coordinate lies in [0, 1]; of ordered dimensions. */
    abstract double position(double x);

    /** Number of values; 0 when continuous. */
    abstract long levels();

    /** The least width of a kernel that still reaches the neighbours of a value. */
    abstract double leastWidth();

    /** Kernels at coordinates, of widths in [0, 1], which unordered dimensions do not use. */
    abstract Kernels kernels(double[] observed, double[] widths);
}
