package io.quorate.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TpeSamplerTest {

    static Stream<SyntheticObjective> objectives() {
        return SyntheticObjective.all().stream();
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void everySuggestionIsInTheSpace(SyntheticObjective objective) {
        for (long seed = 0; seed < 6; seed++) {
            TpeOptions options = options(objective, 15).withMultivariate(seed % 2 == 0);
            List<FinishedTrial> told =
                    objective.search(new TpeSampler(objective.space(), options, seed), 60, 1 + (int) seed);
            told.forEach(t -> objective.space().check(t.assignment()));
            objective
                    .search(new RandomSampler(objective.space(), seed), 60, 7)
                    .forEach(t -> objective.space().check(t.assignment()));
        }
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void aRestartInTheMiddleGivesTheSameSequence(SyntheticObjective objective) {
        TpeOptions options = options(objective, 12);
        List<FinishedTrial> whole = objective.search(new TpeSampler(objective.space(), options, 5), 44, 4);
        for (int cut : new int[] {8, 12, 28}) {
            List<FinishedTrial> told = new ArrayList<>(whole.subList(0, cut));
            Sampler fresh = new TpeSampler(objective.space(), options, 5);
            for (int first = cut; first < whole.size(); first += 4) {
                Collections.shuffle(told, new Random(cut));
                List<Assignment> asked = fresh.ask(told, first, 4);
                for (int k = 0; k < 4; k++) {
                    FinishedTrial expected = whole.get(first + k);
                    assertThat(asked.get(k)).as("trial %d", first + k).isEqualTo(expected.assignment());
                    told.add(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void aSuggestionDoesNotDependOnHowManyAreAsked(SyntheticObjective objective) {
        TpeOptions options = options(objective, 10);
        List<FinishedTrial> told = objective.search(new RandomSampler(objective.space(), 3), 30, 30);
        List<Assignment> eight = new TpeSampler(objective.space(), options, 3).ask(told, 30, 8);
        Sampler same = new TpeSampler(objective.space(), options, 3);
        for (int count = 1; count < 8; count++) {
            assertThat(same.ask(told, 30, count)).isEqualTo(eight.subList(0, count));
        }
        List<Assignment> across = same.ask(told.subList(0, 6), 6, 8);
        assertThat(same.ask(told.subList(0, 6), 6, 3)).isEqualTo(across.subList(0, 3));
    }

    @Test
    void suggestionsOfAGenerationKeepApart() {
        SyntheticObjective branin = SyntheticObjective.branin();
        List<FinishedTrial> told = branin.search(new RandomSampler(branin.space(), 1), 100, 100);
        List<Assignment> asked = new TpeSampler(branin.space(), options(branin, 10), 1).ask(told, 100, 8);
        assertThat(asked).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"branin", "hartmann6", "mixed", "conditional", "steps", "ackley5"})
    void findsBetterThanChance(String name) {
        SyntheticObjective objective = SyntheticObjective.named(name);
        double ours = 0;
        double chance = 0;
        for (long seed = 0; seed < 5; seed++) {
            ours += best(objective.search(
                    new TpeSampler(objective.space(), TpeOptions.defaults(1).withStartupTrials(20), seed), 120, 4));
            chance += best(objective.search(new RandomSampler(objective.space(), seed), 120, 4));
        }
        assertThat(ours).isLessThan(chance);
    }

    @Test
    void learnsWhatIsFeasible() {
        SyntheticObjective branin = SyntheticObjective.branin();
        Sampler sampler = new TpeSampler(branin.space(), options(branin, 20), 2);
        List<FinishedTrial> told = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            Assignment a = sampler.ask(told, i, 1).get(0);
            double violation = a.number("x1") + a.number("x2") - 4;
            told.add(new FinishedTrial(
                    i,
                    a,
                    branin.function().apply(a),
                    new double[] {violation},
                    new double[0],
                    TrialState.COMPLETE,
                    null));
        }
        long early =
                told.subList(0, 20).stream().filter(FinishedTrial::feasible).count();
        long late =
                told.subList(100, 120).stream().filter(FinishedTrial::feasible).count();
        assertThat(late).isGreaterThan(early);
        double best = told.stream()
                .filter(FinishedTrial::feasible)
                .mapToDouble(t -> t.values()[0])
                .min()
                .orElseThrow();
        assertThat(best).as("near the optimum on the edge, 2.1").isLessThan(3.5);
    }

    @Test
    void avoidsWhereTrialsFail() {
        SyntheticObjective branin = SyntheticObjective.branin();
        Sampler sampler = new TpeSampler(branin.space(), options(branin, 20), 4);
        List<FinishedTrial> told = new ArrayList<>();
        int failures = 0;
        for (int i = 0; i < 140; i++) {
            Assignment a = sampler.ask(told, i, 1).get(0);
            boolean fails = a.number("x2") > 7.5;
            failures += fails && i >= 100 ? 1 : 0;
            told.add(
                    fails
                            ? new FinishedTrial(
                                    i, a, new double[0], new double[0], new double[0], TrialState.FAILED, "NaN")
                            : FinishedTrial.complete(i, a, branin.function().apply(a)));
        }
        assertThat(failures).isLessThan(10);
    }

    @Test
    void prunedTrialsGuideWhenNothingIsComplete() {
        SyntheticObjective branin = SyntheticObjective.branin();
        Sampler sampler = new TpeSampler(branin.space(), options(branin, 20), 4);
        List<FinishedTrial> told = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            Assignment a = sampler.ask(told, i, 1).get(0);
            double[] steps = {branin.function().apply(a)[0]};
            told.add(new FinishedTrial(i, a, new double[0], new double[0], steps, TrialState.PRUNED, "median"));
        }
        assertThat(told.subList(20, 80).stream()
                        .mapToDouble(t -> t.steps()[0])
                        .min()
                        .getAsDouble())
                .isLessThan(1.5);
    }

    @Test
    void aFiniteSpaceIsTriedWithoutRepeatsAsLongAsPossible() {
        ParameterSpace space = new ParameterSpace(
                List.of(new IntParameter("a", 0, 9), new CategoricalParameter("b", List.of("x", "y", "z"))));
        SyntheticObjective objective = new SyntheticObjective("small", space, 1, a ->
                new double[] {Math.abs(a.integer("a") - 3) + (a.text("b").equals("y") ? 0 : 2)});
        List<FinishedTrial> told =
                objective.search(new TpeSampler(space, TpeOptions.defaults(1).withStartupTrials(5), 9), 40, 1);
        assertThat(told.stream().map(FinishedTrial::assignment).distinct().count())
                .isGreaterThanOrEqualTo(24);
        assertThat(best(told)).isZero();
    }

    @Test
    void oneValueIsASpaceToo() {
        ParameterSpace space = new ParameterSpace(List.of(
                new FloatParameter("a", 2, 2),
                new IntParameter("b", 3, 3),
                new CategoricalParameter("c", List.of("only"))));
        SyntheticObjective objective = new SyntheticObjective("one", space, 1, a -> new double[] {0});
        List<FinishedTrial> told =
                objective.search(new TpeSampler(space, TpeOptions.defaults(1).withStartupTrials(3), 0), 10, 2);
        assertThat(told)
                .allSatisfy(t -> assertThat(t.assignment().values()).isEqualTo(Map.of("a", 2.0, "b", 3L, "c", "only")));
    }

    private static TpeOptions options(SyntheticObjective objective, int startup) {
        return TpeOptions.defaults(objective.objectives()).withStartupTrials(startup);
    }

    private static double best(List<FinishedTrial> told) {
        return told.stream().mapToDouble(t -> t.values()[0]).min().orElseThrow();
    }
}
