package io.quorate.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Members, calibration and combination allocate nothing a row. */
class AllocationTest {
    private static final int CALLS = 20_000;

    @Test
    void scoringRowByRowAndInBatchesAllocatesNothing() {
        EnsembleModel model = TinyBundles.model("x").inOrder(java.util.List.of("z_20", "logret"));
        EnsembleScorer scorer = new EnsembleScorer();
        double[] weights = TinyBundles.PRIOR.clone();
        double[] members = new double[4];
        double[][] rows = new double[300][];
        Random random = new Random(1);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {random.nextGaussian(), i % 7 == 0 ? Double.NaN : random.nextGaussian()};
        }
        double[] out = new double[rows.length];
        double[][] all = new double[rows.length][4];
        Runnable single = () -> {
            for (int i = 0; i < CALLS; i++) {
                scorer.probability(model, rows[i % rows.length], weights, members);
            }
        };
        Runnable batch = () -> {
            for (int i = 0; i < CALLS / rows.length; i++) {
                scorer.probabilities(model, rows, weights, (i & 1) == 0 ? all : null, out);
            }
        };
        assertThat(leastBytes(single)).isLessThan(CALLS / 100);
        assertThat(leastBytes(batch)).isLessThan(CALLS / 100);
    }

    /** Of three runs after one to warm up: what the harness and the compiler allocate is in some of them only. */
    private static long leastBytes(Runnable work) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        work.run();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 3; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            work.run();
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
