package io.quorate.feature;

import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.Sample;
import io.quorate.schema.state.FeatureState;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One sample through the features: the default layout, and one window alone by its length. One thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FeatureStepBenchmark {

    private static final int SAMPLES = 1 << 15;

    @Param({"5,10,20,50", "5", "20", "50", "500", "1000"})
    public String windows = "";

    private FeatureStep step = new FeatureStep(FeatureLayout.standard());
    private FeatureState state = new FeatureState();
    private double[] raw = {};
    private List<Sample> walk = List.of();
    private int next;

    @Setup
    public void open() {
        int[] lengths = java.util.Arrays.stream(windows.split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
        step = new FeatureStep(FeatureLayout.standard(lengths));
        state = step.newState();
        raw = new double[step.layout().rawSize()];
        walk = Walks.mixed("X", 1, SAMPLES);
    }

    /** Every raw column; allocates nothing. */
    @Benchmark
    public double rawColumns() {
        step.step(state, walk.get(next++ & (SAMPLES - 1)), raw);
        return raw[0];
    }

    /** The vector a model is fed; allocates it and its numbers. */
    @Benchmark
    public @Nullable FeatureVector modelVector() {
        return step.next(state, walk.get(next++ & (SAMPLES - 1)));
    }
}
