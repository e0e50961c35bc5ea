package io.quorate.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParameterImportanceTest {

    /** 3x + y over the unit square has variances 9/12 and 1/12. */
    @Test
    void sharesAreThoseOfTheVariance() {
        ParameterSpace space = new ParameterSpace(List.of(
                new FloatParameter("idle", 0, 1), new FloatParameter("y", 0, 1), new FloatParameter("x", 0, 1)));
        List<FinishedTrial> told = told(space, 400, a -> 3 * a.number("x") + a.number("y"));
        Map<String, Double> shares = ParameterImportance.of(space, told, 0);
        assertThat(shares.keySet()).containsExactly("x", "y", "idle");
        assertThat(shares.get("x")).isCloseTo(.9, within(.05));
        assertThat(shares.get("y")).isCloseTo(.1, within(.05));
        assertThat(shares.get("idle")).isCloseTo(0, within(.01));
    }

    @Test
    void namesAndConditionsAreWeighed() {
        SyntheticObjective mixed = SyntheticObjective.mixed();
        Map<String, Double> shares = ParameterImportance.of(
                mixed.space(), told(mixed.space(), 500, a -> a.text("scaler").equals("std") ? 0 : 1), 0);
        assertThat(shares.get("scaler")).isGreaterThan(.95);

        ParameterSpace space = new ParameterSpace(List.of(
                new CategoricalParameter("kind", List.of("a", "b")),
                new FloatParameter("x", 0, 1, false, 0, new Condition("kind", List.of("a")))));
        shares = ParameterImportance.of(space, told(space, 400, a -> a.has("x") ? a.number("x") : 0.5), 0);
        assertThat(shares.get("x")).isGreaterThan(.9);
        assertThat(shares.get("kind")).isLessThan(.05);
    }

    @Test
    void whatInteractsIsNotCountedAlone() {
        ParameterSpace space =
                new ParameterSpace(List.of(new FloatParameter("x", -1, 1), new FloatParameter("y", -1, 1)));
        Map<String, Double> shares =
                ParameterImportance.of(space, told(space, 500, a -> Math.signum(a.number("x") * a.number("y"))), 0);
        assertThat(shares.values().stream().mapToDouble(v -> v).sum()).isLessThan(.2);
    }

    @Test
    void theOrderOfTheTrialsDoesNotMatter() {
        SyntheticObjective branin = SyntheticObjective.branin();
        List<FinishedTrial> told = branin.search(new RandomSampler(branin.space(), 1), 100, 100);
        List<FinishedTrial> shuffled = new ArrayList<>(told);
        Collections.shuffle(shuffled, new Random(1));
        assertThat(ParameterImportance.of(branin.space(), shuffled, 0))
                .isEqualTo(ParameterImportance.of(branin.space(), told, 0));
    }

    @Test
    void nothingIsSaidOfTooFewOrEqualTrials() {
        SyntheticObjective branin = SyntheticObjective.branin();
        assertThat(ParameterImportance.of(branin.space(), told(branin.space(), 19, a -> a.number("x1")), 0))
                .isEmpty();
        assertThat(ParameterImportance.of(branin.space(), told(branin.space(), 100, a -> 3.0), 0))
                .isEmpty();
    }

    private static List<FinishedTrial> told(
            ParameterSpace space, int count, java.util.function.ToDoubleFunction<Assignment> function) {
        return new SyntheticObjective("any", space, 1, a -> new double[] {function.applyAsDouble(a)})
                .search(new RandomSampler(space, 3), count, count);
    }
}
