package io.quorate.backtest;

/** Equities made up for tests of what is done with them. */
public final class ExampleEquity {
    private ExampleEquity() {}

    /** An equity that wanders with a drift; hourly, half exposed every other day. */
    public static EquitySeries wandering(String portfolio, int points, double drift, double phase) {
        EquitySeries series = new EquitySeries(portfolio, 100_000);
        double equity = 100_000;
        for (int i = 0; i < points; i++) {
            equity *= 1 + drift + 0.004 * StrictMath.sin(i * 1.3 + phase) * StrictMath.cos(i * 0.011 + phase);
            boolean in = i / 24 % 2 == 0;
            series.mark(
                    1_690_000_000_000L + 3_600_000L * i, equity, in ? 0.5 : 0, in ? i / 48 % 2 == 0 ? 0.5 : -0.5 : 0);
        }
        return series;
    }
}
