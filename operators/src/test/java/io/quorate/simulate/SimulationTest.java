package io.quorate.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who computes which part, and in which order parts are added, changes nothing. */
class SimulationTest {

    private static final double[] RETURNS = NaivePaths.returns(11, 120);

    static Stream<SimulationPlan> plans() {
        List<PathModel> models = List.of(
                new BootstrapModel(RETURNS),
                new BlockModel(RETURNS, 20),
                new PermutationModel(RETURNS),
                GbmModel.fit(RETURNS),
                RegimeJumpFit.fit(RETURNS));
        return models.stream()
                .flatMap(model -> Stream.of(0L, 100_000L)
                        .map(exact ->
                                new SimulationPlan(model, 120, paths(model), 42, List.of(0.05, 0.1, 0.2), exact)));
    }

    /** No multiple of the lanes; more parts than threads where paths are cheap. */
    private static long paths(PathModel model) {
        return model instanceof BootstrapModel ? 100_003 : 3_001;
    }

    @ParameterizedTest
    @MethodSource("plans")
    void threadsAndSlicesChangeNothing(SimulationPlan plan) throws Exception {
        List<Object> whole = figures(Simulation.slice(plan, 0, 1));
        for (int threads : new int[] {1, 2, 3}) {
            assertThat(figures(Simulation.run(plan, threads, done -> {}))).isEqualTo(whole);
        }
        for (int slices : new int[] {2, 7}) {
            List<SimulationTally> parts = new ArrayList<>();
            for (int i = 0; i < slices; i++) {
                parts.add(copy(plan, Simulation.slice(plan, i, slices)));
            }
            Collections.shuffle(parts, new Random(slices));
            SimulationTally all = new SimulationTally(plan);
            parts.forEach(all::add);
            assertThat(figures(all)).as("%d slices", slices).isEqualTo(whole);
        }
    }

    private static SimulationTally copy(SimulationPlan plan, SimulationTally tally) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        tally.write(new DataOutputStream(bytes));
        return SimulationTally.read(plan, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    private static List<Object> figures(SimulationTally tally) {
        SimulationFigures figures = tally.figures();
        List<Object> all = new ArrayList<>(List.of(
                figures.moments(),
                figures.wealthSd(),
                figures.lossProbability(),
                figures.underWaterShare(),
                figures.shortfall(0.05),
                figures.shortfallError(0.05)));
        for (int i = 0; i < 3; i++) {
            all.add(figures.ruinProbability(i));
        }
        for (Distribution values : List.of(figures.wealth(), figures.drawdown(), figures.longestUnderWater())) {
            for (int i = 0; i <= 1_000; i++) {
                all.add(values.quantile(i / 1_000.0));
            }
            all.add(values.exact());
        }
        return all;
    }

    @Test
    void otherSeedsGiveOtherPaths() {
        SimulationPlan one = new SimulationPlan(new BlockModel(RETURNS, 20), 50, 300, 1, List.of(0.1), 300);
        SimulationPlan two = new SimulationPlan(new BlockModel(RETURNS, 20), 50, 300, 2, List.of(0.1), 300);
        assertThat(figures(slice(one)).equals(figures(slice(two)))).isFalse();
    }

    private static SimulationTally slice(SimulationPlan plan) {
        SimulationPlan three = new SimulationPlan(
                plan.model(), plan.steps(), plan.paths(), plan.seed(), List.of(0.1, 0.2, 0.3), plan.exactPaths());
        return Simulation.slice(three, 0, 1);
    }

    @Test
    void binnedQuantilesAreWithinTheStatedErrorOfTheExactOnes() {
        for (int seed = 0; seed < 5; seed++) {
            PathModel model = new BootstrapModel(NaivePaths.returns(seed, 80));
            SimulationFigures exact = Simulation.slice(
                            new SimulationPlan(model, 200, 20_000, seed, List.of(0.1), 20_000), 0, 1)
                    .figures();
            SimulationFigures binned = Simulation.slice(
                            new SimulationPlan(model, 200, 20_000, seed, List.of(0.1), 0), 0, 1)
                    .figures();
            assertThat(exact.wealthRelativeError()).isZero();
            for (int i = 0; i <= 1_000; i++) {
                double q = i / 1_000.0;
                double wealth = exact.wealth().quantile(q);
                assertThat(Math.abs(binned.wealth().quantile(q) - wealth))
                        .as("seed %d, q %s", seed, q)
                        .isLessThanOrEqualTo(wealth * binned.wealthRelativeError() * (1 + 1e-9));
                assertThat(Math.abs(
                                binned.drawdown().quantile(q) - exact.drawdown().quantile(q)))
                        .isLessThanOrEqualTo(binned.drawdownError() * (1 + 1e-9));
            }
            for (double tail : new double[] {0.001, 0.01, 0.05, 0.5}) {
                assertThat(Math.abs(binned.shortfall(tail) - exact.shortfall(tail)))
                        .isLessThanOrEqualTo(binned.shortfallError(tail));
            }
            assertThat(binned.shortfallError(0.5)).isLessThan(1e-3);
            assertThat(binned.ruinProbability(0)).isEqualTo(exact.ruinProbability(0));
            assertThat(binned.moments()).isEqualTo(exact.moments());
        }
    }

    @Test
    void progressIsToldAndNeverBeyondTheEnd() throws InterruptedException {
        SimulationPlan plan = new SimulationPlan(new GbmModel(0, 0.01), 100, 20_000, 1, List.of(), 0);
        AtomicLong last = new AtomicLong();
        Simulation.run(plan, 2, done -> {
            assertThat(done).isBetween(last.get(), 20_000L);
            last.set(done);
        });
        assertThat(last.get()).isEqualTo(20_000);
    }

    @Test
    void theFanEndsWhereTheQuantilesAre() {
        SimulationPlan plan = new SimulationPlan(new BootstrapModel(RETURNS), 130, 4_001, 9, List.of(), 5_000);
        SimulationFigures figures = Simulation.slice(plan, 0, 1).figures();
        WealthFan fan = WealthFan.of(plan);
        assertThat(fan.paths()).isEqualTo(4_001);
        assertThat(fan.steps()).startsWith(0).endsWith(130).hasSize(61).isSorted();
        for (int i = 0; i < fan.quantiles().size(); i++) {
            assertThat(fan.bands().get(i).get(0)).isEqualTo(1);
            assertThat(fan.bands().get(i).get(60))
                    .isEqualTo(figures.wealth().quantile(fan.quantiles().get(i)));
        }
        assertThat(WealthFan.of(new SimulationPlan(new BootstrapModel(RETURNS), 3, 10, 9, List.of(), 0))
                        .steps())
                .containsExactly(0, 1, 2, 3);
    }
}
