package io.quorate.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PerformanceTest {

    private static final double[] GOLDEN = {0.01, -0.02, 0.03, -0.01, 0.02};

    @Test
    void goldenReturnsGiveTheirFigures() {
        Map<String, Figure> figures = Performance.of(GOLDEN, 1);
        assertThat(value(figures, "sharpe")).isCloseTo(0.2893457, within(5e-8));
        assertThat(value(figures, "sharpe_per_period")).isEqualTo(value(figures, "sharpe"));
        assertThat(value(figures, "sortino")).isCloseTo(0.6, within(1e-12));
        assertThat(value(figures, "max_drawdown")).isCloseTo(0.02, within(1e-12));
        assertThat(value(figures, "profit_factor")).isCloseTo(2, within(1e-12));
        assertThat(value(figures, "omega")).isEqualTo(value(figures, "profit_factor"));
        assertThat(value(figures, "total_return")).isCloseTo(0.0294850412, within(1e-10));
        assertThat(value(figures, "recovery_factor")).isCloseTo(0.0294850412 / 0.02, within(1e-8));
    }

    @Test
    void aLossOfATenthAndThenASixthIsADrawdownOfAQuarter() {
        Map<String, Figure> figures = Performance.of(new double[] {-0.1, 0.75 / 0.9 - 1}, 252);
        assertThat(value(figures, "max_drawdown")).isCloseTo(0.25, within(1e-15));
        assertThat(value(figures, "ulcer_index")).isCloseTo(Math.sqrt((0.01 + 0.0625) / 2), within(1e-15));
        assertThat(value(figures, "longest_underwater")).isEqualTo(2);
        assertThat(value(figures, "recovery_factor")).isCloseTo(-1, within(1e-15));
    }

    @Test
    void tailsAreComparedAtTheFifthAndTheNinetyFifth() {
        double[] returns = new double[101];
        for (int i = 0; i < returns.length; i++) {
            returns[i] = (i - 40) / 1000.0;
        }
        assertThat(value(Performance.of(returns, 252), "tail_ratio")).isCloseTo(55.0 / 35, within(1e-12));
    }

    @Test
    void aBreakEvenReturnEndsBothRuns() {
        Map<String, Figure> figures = Performance.of(new double[] {0.1, 0.1, 0, 0.1, -0.1, 0, -0.1}, 252);
        assertThat(value(figures, "max_consec_wins")).isEqualTo(2);
        assertThat(value(figures, "max_consec_losses")).isEqualTo(1);
        assertThat(value(figures, "win_rate")).isCloseTo(3 / 7.0, within(1e-15));
    }

    @Test
    void whatIsUndefinedSaysWhy() {
        Map<String, Figure> none = Performance.of(new double[0], 252);
        assertThat(figure(none, "sharpe").undefined()).isEqualTo("fewer than two returns");
        assertThat(figure(none, "var95").undefined()).isEqualTo("no returns");
        assertThat(value(none, "n")).isZero();
        assertThat(value(none, "final_equity")).isEqualTo(1);
        Map<String, Figure> flat = Performance.of(new double[] {0.1, 0.1, 0.1}, 252);
        assertThat(figure(flat, "sharpe").undefined()).isEqualTo("no spread");
        assertThat(figure(flat, "calmar").undefined()).isEqualTo("no drawdown");
        assertThat(figure(flat, "omega").undefined()).isEqualTo("no losses");
        assertThat(figure(flat, "tail_ratio").undefined()).isEqualTo("no losing tail");
        assertThat(figure(Performance.of(new double[] {-2, 0.5}, 252), "cagr").undefined())
                .isEqualTo("equity below zero");
        assertThat(figure(Performance.of(new double[] {1e6}, 252), "cagr").undefined())
                .isEqualTo("beyond the range of numbers");
        assertThat(Performance.of(new double[] {0.1}, 252).values())
                .allSatisfy(f -> assertThat(Double.isNaN(f.value())).isEqualTo(!f.defined()));
    }

    @Test
    void returnsAreFinite() {
        assertThatThrownBy(() -> Performance.of(new double[] {0, Double.NaN}, 252))
                .hasMessage("return 1: expected a finite number, was NaN");
        assertThatThrownBy(() -> Performance.of(GOLDEN, 0)).hasMessageContaining("positive periods per year");
        assertThatThrownBy(() -> new Figure(1, "why")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Figure(Double.NaN, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tradesAreCountedAltogetherAndByExitReason() {
        List<TradeReturn> trades = List.of(
                new TradeReturn(0.02, 1_000, 0.01, 0.03, "TAKE_PROFIT"),
                new TradeReturn(-0.01, 3_000, 0.02, 0.005, "STOP_LOSS"),
                new TradeReturn(-0.03, 5_000, Double.NaN, Double.NaN, "STOP_LOSS"));
        Map<String, Figure> all = TradeStatistics.of(trades);
        assertThat(value(all, "expectancy")).isCloseTo(-0.02 / 3, within(1e-15));
        assertThat(value(all, "win_rate")).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(value(all, "average_loss")).isCloseTo(-0.02, within(1e-15));
        assertThat(value(all, "average_hold_ms")).isEqualTo(3_000);
        assertThat(value(all, "average_mae")).as("of those known").isCloseTo(0.015, within(1e-15));
        assertThat(value(all, "best")).isEqualTo(0.02);
        assertThat(value(all, "worst")).isEqualTo(-0.03);
        assertThat(value(all, "max_consec_losses")).isEqualTo(2);
        Map<String, Map<String, Figure>> split = TradeStatistics.byExitReason(trades);
        assertThat(split.keySet()).containsExactly("STOP_LOSS", "TAKE_PROFIT");
        assertThat(value(Objects.requireNonNull(split.get("STOP_LOSS")), "trades"))
                .isEqualTo(2);
        assertThat(figure(Objects.requireNonNull(split.get("TAKE_PROFIT")), "average_loss")
                        .undefined())
                .isEqualTo("no losses");
        assertThat(figure(TradeStatistics.of(List.of()), "expectancy").undefined())
                .isEqualTo("no trades");
    }

    @Test
    void activityIsAShareOfEquityAndOfTime() {
        Map<String, Figure> exposure = Activity.exposure(new double[] {0, 0.5, 1.5, 0});
        assertThat(value(exposure, "time_in_market")).isEqualTo(0.5);
        assertThat(value(exposure, "average_exposure")).isEqualTo(0.5);
        assertThat(value(exposure, "max_exposure")).isEqualTo(1.5);
        Map<String, Figure> turnover = Activity.turnover(new double[] {0, 0.5, 0.5, 1}, 252);
        assertThat(value(turnover, "turnover")).isEqualTo(2);
        assertThat(value(turnover, "turnover_per_year")).isEqualTo(126);
        assertThat(figure(Activity.exposure(new double[0]), "max_exposure").undefined())
                .isEqualTo("no periods");
    }

    private static double value(Map<String, Figure> figures, String name) {
        return figure(figures, name).value();
    }

    private static Figure figure(Map<String, Figure> figures, String name) {
        return Objects.requireNonNull(figures.get(name), name);
    }
}
