package io.quorate.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MedianPrunerTest {
    private static final List<FinishedTrial> TOLD = List.of(
            trial(0, TrialState.COMPLETE, 1, 10, 100),
            trial(1, TrialState.COMPLETE, 3, 30, 300),
            trial(2, TrialState.COMPLETE, 5, Double.NaN, 500),
            trial(3, TrialState.PRUNED, 0, 0),
            trial(4, TrialState.FAILED, 0, 0));

    @Test
    void aTrialWorseThanTheMedianOfTheCompleteIsStopped() {
        MedianPruner pruner = new MedianPruner(1, 0, 1);
        assertThat(pruner.prune(TOLD, 0, 3)).isFalse();
        assertThat(pruner.prune(TOLD, 0, 3.1)).isTrue();
        assertThat(pruner.prune(TOLD, 1, 20)).isFalse();
        assertThat(pruner.prune(TOLD, 1, 20.1)).isTrue();
        assertThat(pruner.prune(TOLD, 0, Double.NaN)).isTrue();
    }

    @Test
    void nothingIsStoppedBeforeEnoughIsKnown() {
        assertThat(new MedianPruner(3, 0, 1).prune(TOLD, 1, 99)).isFalse();
        assertThat(new MedianPruner(3, 0, 1).prune(TOLD, 2, 999)).isTrue();
        assertThat(new MedianPruner(1, 0, 1).prune(TOLD, 3, 999)).isFalse();
        assertThat(new MedianPruner(1, 0, 1).prune(List.of(), 0, 999)).isFalse();
    }

    @Test
    void warmUpAndIntervalAreKept() {
        assertThat(new MedianPruner(1, 1, 1).prune(TOLD, 0, 99)).isFalse();
        assertThat(new MedianPruner(1, 1, 1).prune(TOLD, 1, 99)).isTrue();
        assertThat(new MedianPruner(1, 0, 2).prune(TOLD, 1, 99)).isFalse();
        assertThat(new MedianPruner(1, 0, 2).prune(TOLD, 2, 999)).isTrue();
    }

    @Test
    void theBestSoFarPassesOverGaps() {
        double[] steps = {4, Double.NaN, 2, 1};
        assertThat(MedianPruner.best(steps, 1)).isEqualTo(4);
        assertThat(MedianPruner.best(steps, 2)).isEqualTo(2);
        assertThat(MedianPruner.best(new double[] {Double.NaN}, 0)).isNaN();
    }

    @Test
    void settingsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MedianPruner(0, 0, 1))
                .withMessage("pruner, startup: expected at least 1, was 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new MedianPruner(1, -1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new MedianPruner(1, 0, 0));
    }

    private static FinishedTrial trial(int number, TrialState state, double... steps) {
        return new FinishedTrial(
                number,
                new Assignment(Map.of()),
                state == TrialState.COMPLETE ? new double[] {0} : new double[0],
                new double[0],
                steps,
                state,
                state == TrialState.COMPLETE ? null : "stopped");
    }
}
