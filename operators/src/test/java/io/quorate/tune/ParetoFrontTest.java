package io.quorate.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.random.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParetoFrontTest {
    private static final Assignment NOTHING = new Assignment(Map.of());

    @Test
    void holdsWhatNobodyDominates() {
        for (long seed = 0; seed < 50; seed++) {
            List<FinishedTrial> told = trials(new SplitMix64(seed), 60, 2 + (int) (seed % 3));
            List<Integer> expected = new ArrayList<>();
            for (FinishedTrial t : told) {
                boolean beaten = told.stream().anyMatch(o -> better(o, t));
                if (t.state() == TrialState.COMPLETE && !beaten) {
                    expected.add(t.number());
                }
            }
            Collections.sort(expected);
            assertThat(ParetoFront.of(told).stream().map(FinishedTrial::number))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void ranksArePeeledFronts() {
        for (long seed = 0; seed < 50; seed++) {
            double[][] values = trials(new SplitMix64(seed), 50, 2 + (int) (seed % 2)).stream()
                    .map(FinishedTrial::values)
                    .toArray(double[][]::new);
            int[] ranks = ParetoFront.ranks(values);
            for (int i = 0; i < values.length; i++) {
                int deepest = -1;
                for (int j = 0; j < values.length; j++) {
                    deepest = ParetoFront.dominates(values[j], values[i]) ? Math.max(deepest, ranks[j]) : deepest;
                }
                assertThat(ranks[i]).as("seed %d, point %d", seed, i).isEqualTo(deepest + 1);
            }
        }
    }

    @Test
    void withNothingFeasibleTheLeastViolationStands() {
        List<FinishedTrial> told =
                List.of(trial(0, .5, 0, 1), trial(1, .2, 3, 1), trial(2, .2, 1, 3), trial(3, .2, 3, 3));
        assertThat(ParetoFront.of(told).stream().map(FinishedTrial::number)).containsExactly(1, 2);
    }

    @Test
    void prunedAndFailedTrialsAreNotOnIt() {
        FinishedTrial failed = new FinishedTrial(
                1, NOTHING, new double[0], new double[0], new double[0], TrialState.FAILED, "no data");
        FinishedTrial pruned = new FinishedTrial(
                2, NOTHING, new double[] {-1, -1}, new double[0], new double[] {1}, TrialState.PRUNED, "median");
        assertThat(ParetoFront.of(List.of(pruned, failed, trial(0, 0, 1, 1))))
                .extracting(FinishedTrial::number)
                .containsExactly(0);
        assertThat(ParetoFront.of(List.of(failed))).isEmpty();
    }

    private static boolean better(FinishedTrial a, FinishedTrial b) {
        if (a.violation() != b.violation()) {
            return a.violation() < b.violation();
        }
        return ParetoFront.dominates(a.values(), b.values());
    }

    private static FinishedTrial trial(int number, double violation, double... values) {
        return new FinishedTrial(
                number, NOTHING, values, new double[] {violation}, new double[0], TrialState.COMPLETE, null);
    }

    /** In no order, with equal values and some infeasible. */
    private static List<FinishedTrial> trials(SplitMix64 random, int count, int objectives) {
        List<FinishedTrial> trials = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] values = new double[objectives];
            Arrays.setAll(values, d -> random.nextInt(8));
            trials.add(trial(count - 1 - i, random.nextInt(4) == 0 ? random.nextInt(3) : -1, values));
        }
        return trials;
    }
}
