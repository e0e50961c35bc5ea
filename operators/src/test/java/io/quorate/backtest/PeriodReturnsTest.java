package io.quorate.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Periods of returns and how many there are in a year. */
class PeriodReturnsTest {

    private static final long HOUR_MS = 3_600_000;
    private static final long DAY_MS = 24 * HOUR_MS;

    @Test
    void boundariesAreOnePeriodEach() {
        EquitySeries series = series(100);
        series.mark(10, 110, 0, 0);
        series.mark(20, 110, 0, 0);
        series.mark(50, 99, 0, 0);
        PeriodReturns returns = series.returns(0);
        assertThat(returns.endMs()).containsExactly(10, 20, 50);
        assertThat(returns.returns()).containsExactly(new double[] {0.1, 0, -0.1}, within(1e-12));
    }

    @Test
    void aGridTakesTheEndOfEachPeriodAndFlatOnesWithoutABoundary() {
        EquitySeries series = series(100);
        series.mark(1, 105, 0, 0);
        series.mark(10, 110, 0, 0);
        series.mark(31, 121, 0, 0);
        PeriodReturns returns = series.returns(10);
        assertThat(returns.endMs()).containsExactly(10, 20, 30, 40);
        assertThat(returns.returns()).containsExactly(new double[] {0.1, 0, 0, 0.1}, within(1e-12));
    }

    @Test
    void tooManyPeriodsAreRefused() {
        EquitySeries series = series(1);
        series.mark(1, 1, 0, 0);
        series.mark(2L * EquitySeries.MOST_PERIODS, 1, 0, 0);
        assertThatThrownBy(() -> series.returns(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected at most");
    }

    @Test
    void aLongSpanIsCountedSoThatNightsAreKnown() {
        EquitySeries series = series(100);
        for (int day = 0; day < 365; day++) {
            for (int hour = 0; hour < 7; hour++) {
                series.mark(day * DAY_MS + hour * HOUR_MS, 100, 0, 0);
            }
        }
        PeriodReturns returns = series.returns(0);
        assertThat(returns.counted()).isTrue();
        assertThat(returns.medianSpacingMs()).isEqualTo(HOUR_MS);
        assertThat(returns.periodsPerYear()).isCloseTo(7 * 365.25, within(10.0));
    }

    @Test
    void aShortSpanGoesByItsSpacing() {
        EquitySeries series = series(100);
        for (int hour = 0; hour < 10; hour++) {
            series.mark(hour * HOUR_MS, 100, 0, 0);
        }
        assertThat(series.returns(0).counted()).isFalse();
        assertThat(series.returns(0).periodsPerYear()).isCloseTo(8_766, within(1e-9));
        assertThat(series(1).returns(0).periodsPerYear()).isNaN();
    }

    private static EquitySeries series(double initialEquity) {
        return new EquitySeries("main", initialEquity);
    }
}
