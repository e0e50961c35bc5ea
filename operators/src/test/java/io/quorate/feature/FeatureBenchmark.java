package io.quorate.feature;

import io.quorate.schema.market.Sample;
import io.quorate.schema.state.FeatureState;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;

/**
 * CPU nanoseconds per sample of the default layout, or of the windows given; run main, the first rounds warm the compiler.
 */
final class FeatureBenchmark {

    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 8;
    private static final int PASSES = 10;

    private FeatureBenchmark() {}

    public static void main(String[] args) {
        List<Sample> walk = Walks.mixed("X", 1, 50_000);
        FeatureStep step = new FeatureStep(FeatureLayout.standard(
                Arrays.stream(args).mapToInt(Integer::parseInt).toArray()));
        double sum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            FeatureState state = step.newState();
            long begin = CPU.getCurrentThreadCpuTime();
            for (int pass = 0; pass < PASSES; pass++) {
                for (Sample sample : walk) {
                    var vector = step.next(state, sample);
                    sum += vector == null ? 0 : vector.atrFraction();
                }
            }
            long nanos = CPU.getCurrentThreadCpuTime() - begin;
            System.out.printf("round %d: %d ns/sample%n", round, nanos / PASSES / walk.size());
        }
        System.out.println("checksum " + sum);
    }
}
