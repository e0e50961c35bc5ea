package io.quorate.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConvergenceTest {
    private static final Convergence RULE = new Convergence(20, 10, .01);

    @Test
    void stopsWhenNothingGetsBetter() {
        List<FinishedTrial> told = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            told.add(trial(i, 0, i == 24 ? 0 : 10 + i));
            assertThat(RULE.stopReason(told) != null).as("after trial %d", i).isEqualTo(i >= 34 || stoppedBefore24(i));
        }
        assertThat(RULE.stopReason(told)).startsWith("converged: the last 10 trials improved on trial 24 by 0");
    }

    /** The first trial is the best until trial 24 is. */
    private static boolean stoppedBefore24(int i) {
        return i >= 19 && i < 24;
    }

    @Test
    void goesOnWhileItImproves() {
        List<FinishedTrial> told = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            told.add(trial(i, 0, 100 - i));
            assertThat(RULE.stopReason(told)).isNull();
        }
    }

    @Test
    void goesOnWhileNothingOldIsFeasible() {
        List<FinishedTrial> told = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            told.add(trial(i, 1, 5));
        }
        assertThat(RULE.stopReason(told)).isNull();
        told.add(trial(60, 0, 5));
        assertThat(RULE.stopReason(told)).isNull();
    }

    @Test
    void aFrontConvergesWhenItsVolumeStopsGrowing() {
        List<FinishedTrial> told = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            double x = (i + 1) / 31.0;
            told.add(trial(i, 0, x, 1 - x + 2.0 / (i + 1)));
        }
        assertThat(RULE.stopReason(told)).isNull();
        for (int i = 30; i < 40; i++) {
            told.add(trial(i, 0, 5, 5));
        }
        assertThat(RULE.stopReason(told)).contains("grew the front's hypervolume by 0.00 of itself");
    }

    @Test
    void settingsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Convergence(1, 1, Double.NaN))
                .withMessage("convergence, tolerance: expected in [0, 1), was NaN");
        assertThatIllegalArgumentException().isThrownBy(() -> new Convergence(0, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Convergence(1, 0, 0));
    }

    private static FinishedTrial trial(int number, double violation, double... values) {
        return new FinishedTrial(
                number,
                new Assignment(Map.of()),
                values,
                new double[] {violation},
                new double[0],
                TrialState.COMPLETE,
                null);
    }
}
