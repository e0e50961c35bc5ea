package io.quorate.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.execution.ClosedTrade;
import io.quorate.schema.control.SizingMethod;
import io.quorate.schema.control.SizingSpec;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.state.PortfolioState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizingTest {

    private final PositionSizing sizing = new PositionSizing();
    private final PortfolioState state = new PortfolioState();

    private static StrategySpec strategy(double stop, double atr, double risk, double kelly, double maxPosition) {
        return new StrategySpec(
                List.of("*"),
                0,
                true,
                true,
                stop,
                atr,
                0,
                0,
                0,
                0,
                0,
                false,
                risk,
                kelly,
                maxPosition,
                0,
                0,
                0,
                0,
                0,
                0);
    }

    private long size(StrategySpec strategy, double price, double atrFraction, double win) {
        return sizing.size(
                state,
                strategy,
                "X",
                price,
                PositionSizing.stopFraction(strategy, atrFraction, Double.NaN),
                win,
                Double.NaN);
    }

    @Test
    void stopDistanceTurnsRiskIntoQuantityTheWiderOfBothCounts() {
        state.equityMicros = 100_000_000_000L;
        assertThat(size(strategy(0.05, 0, 0.01, 0, 1), 100, 0.03, 0.6)).isEqualTo(200_000_000);
        assertThat(size(strategy(0.05, 2, 0.01, 0, 1), 100, 0.02, 0.6)).isEqualTo(200_000_000);
        assertThat(size(strategy(0.05, 2, 0.01, 0, 1), 100, 0.05, 0.6)).isEqualTo(100_000_000);
        assertThat(size(strategy(0.05, 0, 0.01, 0, 0.1), 100, 0.03, 0.6)).isEqualTo(100_000_000);
        assertThat(size(strategy(0, 0, 0.01, 0, 0.3), 100, 0.03, 0.6)).isEqualTo(300_000_000);
        assertThat(size(strategy(0.03, 0, 0.01, 0, 1), 7, 0, 0.6)).isEqualTo(4_761_904_761L);
    }

    @Test
    void equityThatIsGoneBuysNothing() {
        state.equityMicros = 0;
        assertThat(size(strategy(0.05, 0, 0.01, 0, 1), 100, 0, 0.6)).isZero();
        state.equityMicros = -1_000_000;
        assertThat(size(strategy(0.05, 0, 0.01, 0, 1), 100, 0, 0.6)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0.6, 1, 0.2", "0.55, 1.5, 0.25", "0.5, 1, 0", "0.4, 1, -0.2"})
    void kellyGoldens(double p, double b, double expected) {
        assertThat(Kelly.fraction(p, b)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void kellyMakesAnEntrySmallerAndFallsBackWithoutEvidence() {
        state.equityMicros = 100_000_000_000L;
        StrategySpec half = strategy(0.05, 0, 0.05, 0.5, 1);
        long fixed = size(strategy(0.05, 0, 0.05, 0, 1), 100, 0, 0.75);
        trades(29, 20, 0.75);
        assertThat(size(half, 100, 0, 0.75)).isEqualTo(fixed);
        trades(1, 1, 0.75);
        // 21 wins of 30 by 1 %, losses 1 %: p = 5 % quantile of Beta(22, 10) = .5433, f* = 2p - 1, half of it .0433
        double p = BetaQuantile.of(0.05, 21, 9);
        assertThat(size(half, 100, 0, 0.75)).isEqualTo((long) Math.floor(0.5 * (2 * p - 1) / 0.05 * 1e9));
        assertThat(size(half, 100, 0, 0.75)).isLessThan(fixed).isPositive();
        // another bucket has no evidence of its own
        assertThat(size(half, 100, 0, 0.95)).isEqualTo(fixed);
    }

    @Test
    void kellyNeverRisksMoreThanTheFixedFraction() {
        state.equityMicros = 100_000_000_000L;
        trades(100, 90, 0.75);
        assertThat(size(strategy(0.05, 0, 0.01, 0.5, 1), 100, 0, 0.75)).isEqualTo(200_000_000);
        assertThat(size(strategy(0, 0, 0.01, 0.5, 0.1), 100, 0, 0.75)).isEqualTo(100_000_000);
    }

    @Test
    void kellyOfALosingHistoryIsZeroAndOfOneSidedHistoryTheFallback() {
        state.equityMicros = 100_000_000_000L;
        StrategySpec half = strategy(0.05, 0, 0.05, 0.5, 1);
        trades(40, 10, 0.75);
        assertThat(size(half, 100, 0, 0.75)).isZero();
        state.tradeReturns = new double[0];
        state.closedTrades = 0;
        trades(40, 40, 0.75);
        assertThat(size(half, 100, 0, 0.75)).isEqualTo(size(strategy(0.05, 0, 0.05, 0, 1), 100, 0, 0.75));
    }

    private StrategySpec by(SizingMethod method, double kelly, double maxPosition) {
        StrategySpec s = strategy(0.05, 0, 0.01, kelly, maxPosition);
        SizingSpec sizing = new SizingSpec(method, 0.1, 0.002, List.of());
        return new StrategySpec(
                s.symbols(),
                s.confidenceThreshold(),
                true,
                true,
                s.stopLossFraction(),
                0,
                0,
                0,
                0,
                0,
                0,
                false,
                s.riskFraction(),
                kelly,
                maxPosition,
                0,
                0,
                0,
                0,
                0,
                0,
                null,
                sizing,
                null);
    }

    private long notional(StrategySpec strategy, double win, double volatility) {
        return sizing.size(state, strategy, "X", 100, 0.05, win, volatility) * 100;
    }

    @Test
    void notionalIsTheKellyFractionOrItsFallback() {
        state.equityMicros = 100_000_000_000L;
        StrategySpec half = by(SizingMethod.KELLY, 0.5, 1);
        trades(29, 20, 0.75);
        assertThat(notional(half, 0.75, Double.NaN)).isEqualTo(10_000_000_000L);
        trades(1, 1, 0.75);
        double f = 2 * BetaQuantile.of(0.05, 21, 9) - 1;
        assertThat((double) notional(half, 0.75, Double.NaN)).isCloseTo(0.5 * f * 1e11, within(100.0));
        assertThat(notional(by(SizingMethod.KELLY, 0.5, 0.01), 0.75, 0)).isEqualTo(1_000_000_000L);
        assertThat(notional(half, Double.NaN, Double.NaN)).isEqualTo(10_000_000_000L);
        trades(160, 0, 0.75);
        assertThat(notional(half, 0.75, Double.NaN)).isZero();
        trades(200, 0, 0.75);
        assertThat(notional(half, 0.75, Double.NaN)).isEqualTo(10_000_000_000L);
    }

    @Test
    void notionalIsTheTargetOverTheVolatilityOrTheFixedFraction() {
        state.equityMicros = 100_000_000_000L;
        StrategySpec target = by(SizingMethod.VOLATILITY_TARGET, 0, 1);
        assertThat(notional(target, 0.6, 0.01)).isEqualTo(20_000_000_000L);
        assertThat(notional(target, 0.6, 0.001)).isEqualTo(100_000_000_000L);
        assertThat(notional(target, 0.6, Double.NaN)).isZero();
        assertThat(notional(by(SizingMethod.FIXED_FRACTION, 0.5, 1), 0.6, Double.NaN))
                .isEqualTo(10_000_000_000L);
    }

    private void trades(int count, int wins, double winProbability) {
        for (int i = 0; i < count; i++) {
            long profit = i < wins ? 10_000 : -10_000;
            TradeHistory.record(state, new ClosedTrade(profit, profit / 1e6, winProbability, 1));
        }
    }

    @Test
    void historyKeepsTheLatestTwoHundredTrades() {
        trades(TradeHistory.CAPACITY, TradeHistory.CAPACITY, 0.75);
        trades(3, 0, 0.65);
        assertThat(state.tradeReturns).hasSize(TradeHistory.CAPACITY);
        assertThat(state.closedTrades).isEqualTo(TradeHistory.CAPACITY + 3);
        assertThat(state.tradeReturns[2]).isNegative();
        assertThat(state.tradeReturns[3]).isPositive();
        assertThat(state.lossStreak).isEqualTo(3);
    }

    @Test
    void entriesAreBoundedWhateverTheirRate() {
        for (int i = 0; i < 10_000; i++) {
            TradeHistory.recordEntry(state, i);
        }
        assertThat(state.entryTimesMs).hasSize(TradeHistory.MAX_ENTRIES);
        assertThat(TradeHistory.entriesInLastHour(state, 9_999 + 3_600_000)).isZero();
        assertThat(TradeHistory.entriesInLastHour(state, 9_998 + 3_600_000)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "0, 1", "10, 0", "0, 10", "200, 0", "0, 200"})
    void betaQuantileOfOneSidedCountsIsClosedForm(int wins, int losses) {
        double expected =
                losses == 0 ? StrictMath.pow(0.05, 1.0 / (wins + 1)) : 1 - StrictMath.pow(0.95, 1.0 / (losses + 1));
        assertThat(BetaQuantile.of(0.05, wins, losses)).isCloseTo(expected, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 3, 0.012741455098566",
        "3, 1, 0.342591681998861",
        "21, 9, 0.548095582780631",
        "15, 15, 0.356572136961658",
        "30, 170, 0.113884229030955",
        "170, 30, 0.803045936242328",
        "99, 101, 0.437336897437839",
        "1, 198, 0.001779681447893"
    })
    void betaQuantileAgreesWithAnotherImplementation(int wins, int losses, double expected) {
        assertThat(BetaQuantile.of(0.05, wins, losses)).isCloseTo(expected, within(1e-11));
    }

    @Test
    void betaDistributionMatchesNumericalIntegration() {
        Random random = new Random(11);
        for (int round = 0; round < 20; round++) {
            int wins = random.nextInt(100);
            int losses = random.nextInt(100);
            double x = random.nextDouble();
            int steps = 20_000;
            double below = 0;
            double all = 0;
            for (int i = 0; i < steps; i++) {
                double u = (i + 0.5) / steps;
                double density = StrictMath.exp(
                        wins * StrictMath.log(u) + losses * StrictMath.log(1 - u) + 0.69 * (wins + losses));
                all += density;
                below += u <= x ? density : 0;
            }
            assertThat(BetaQuantile.cumulative(x, wins, losses))
                    .as("seed 11 round %d: %d wins, %d losses, x %s", round, wins, losses, x)
                    .isCloseTo(below / all, within(1e-3));
        }
    }

    @Test
    void kellyAgreesWithTheReferenceVectors() throws IOException {
        JsonNode vectors = new ObjectMapper().readTree(reference().toFile()).path("vectors");
        assertThat(vectors.size()).isPositive();
        for (JsonNode vector : vectors) {
            int wins = 0;
            int losses = 0;
            double won = 0;
            double lost = 0;
            double sum = 0;
            for (JsonNode r : vector.path("returns")) {
                double value = r.doubleValue();
                wins += value > 0 ? 1 : 0;
                losses += value < 0 ? 1 : 0;
                won += Math.max(0, value);
                lost += Math.max(0, -value);
                sum += value;
            }
            JsonNode expected = vector.path("performance").path("kelly_binary");
            if (!expected.isNull()) {
                double p = (double) wins / (wins + losses);
                assertThat(Kelly.fraction(p, (won / wins) / (lost / losses)))
                        .as(vector.path("name").textValue())
                        .isCloseTo(
                                expected.doubleValue(), within(1e-9 * Math.max(1, Math.abs(expected.doubleValue()))));
            }
            JsonNode continuous = vector.path("performance").path("kelly_continuous");
            if (!continuous.isNull()) {
                int n = vector.path("returns").size();
                double mean = sum / n;
                double squares = 0;
                for (JsonNode r : vector.path("returns")) {
                    squares += (r.doubleValue() - mean) * (r.doubleValue() - mean);
                }
                assertThat(Kelly.continuous(mean, squares / (n - 1)))
                        .isCloseTo(
                                continuous.doubleValue(),
                                within(1e-9 * Math.max(1, Math.abs(continuous.doubleValue()))));
            }
        }
    }

    private static Path reference() {
        String configured = System.getProperty("quorate.shared");
        Path found = configured == null ? null : Path.of(configured);
        for (Path at = Path.of("").toAbsolutePath(); found == null && at != null; at = at.getParent()) {
            found = Files.isDirectory(at.resolve("shared/reference")) ? at.resolve("shared") : null;
        }
        Assumptions.assumeTrue(found != null, "shared reference data not found");
        return found.resolve("reference/risk_vectors.json");
    }
}
