package io.quorate.performance;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Figures of equally spaced simple returns, flat periods included; the risk-free rate and the wished return are 0.
 *
 * <p>Undefined figures carry their reason and are never 0 or infinite. Figures named by docs/performance.md; A is the
 * number of periods of a year, sd has n - 1, quantiles are of type 7.
 */
public final class Performance {
    private static final double VAR_SHARE = 0.05;
    private static final String NO_RETURNS = "no returns";
    private static final String NO_LOSSES = "no losses";

    private final double[] returns;
    private final double periodsPerYear;
    private final Moments moments;
    private final EquityPath path;
    private final Sides sides;
    private final Map<String, Figure> figures = new LinkedHashMap<>();

    private Performance(double[] returns, double periodsPerYear) {
        this.returns = returns;
        this.periodsPerYear = periodsPerYear;
        this.moments = Moments.of(returns);
        this.path = EquityPath.of(returns);
        this.sides = Sides.of(returns);
    }

    /**
     * Every figure by name, in the order of the documentation.
     *
     * @param returns finite simple returns, one for each period
     * @param periodsPerYear positive; 252 for trading days
     * @throws IllegalArgumentException for a return that is not finite
     */
    public static Map<String, Figure> of(double[] returns, double periodsPerYear) {
        for (int i = 0; i < returns.length; i++) {
            if (!Double.isFinite(returns[i])) {
                throw new IllegalArgumentException("return " + i + ": expected a finite number, was " + returns[i]);
            }
        }
        if (!(periodsPerYear > 0) || Double.isInfinite(periodsPerYear)) {
            throw new IllegalArgumentException("expected positive periods per year, was " + periodsPerYear);
        }
        return new Performance(returns, periodsPerYear).all();
    }

    private Map<String, Figure> all() {
        sides();
        drawdown();
        ratios();
        tails();
        shape();
        return figures;
    }

    private void sides() {
        put("n", Figure.of(returns.length));
        put("win_rate", any((double) sides.wins / returns.length));
        put("profit_factor", sides.profitFactor());
        put("payoff", sides.payoff());
        put("expectancy", any(moments.mean()));
        Figure binary = sides.kelly();
        put("kelly_binary", binary);
        put("kelly_binary_clipped", clipped(binary));
        Figure continuous = spread(moments.mean() / moments.variance());
        put("kelly_continuous", continuous);
        put("kelly_continuous_clipped", clipped(continuous));
    }

    private void drawdown() {
        put("max_drawdown", Figure.of(path.maxDrawdown()));
        put("dd_trough", Figure.of(path.drawdownTrough()));
        put("dd_peak", Figure.of(path.drawdownPeak()));
        put("longest_underwater", Figure.of(path.longestUnderwater()));
    }

    private void ratios() {
        double root = StrictMath.sqrt(periodsPerYear);
        Figure perPeriod = spread(moments.mean() / moments.deviation());
        put("sharpe", perPeriod.defined() ? Figure.of(perPeriod.value() * root) : perPeriod);
        put("sortino", sides.losses == 0 ? Figure.none(NO_LOSSES) : Figure.of(moments.mean() / downside() * root));
        Figure cagr = cagr();
        put("cagr", cagr);
        put("calmar", overDrawdown(cagr));
        put("max_consec_losses", Figure.of(sides.longestLosses));
    }

    /** Root mean square of min(r, 0) over all n. */
    private double downside() {
        double squares = 0;
        for (double r : returns) {
            squares += r < 0 ? r * r : 0;
        }
        return StrictMath.sqrt(squares / returns.length);
    }

    private Figure cagr() {
        if (returns.length == 0) {
            return Figure.none(NO_RETURNS);
        }
        return path.last() < 0
                ? Figure.none("equity below zero")
                : Figure.of(StrictMath.pow(path.last(), periodsPerYear / returns.length) - 1);
    }

    private void tails() {
        double[] sorted = returns.clone();
        Arrays.sort(sorted);
        if (sorted.length == 0) {
            put("var95", Figure.none(NO_RETURNS));
            put("cvar95", Figure.none(NO_RETURNS));
        } else {
            double low = Quantiles.type7(sorted, VAR_SHARE);
            put("var95", Figure.of(-low));
            put(
                    "cvar95",
                    Figure.of(-Arrays.stream(sorted)
                            .filter(r -> r <= low)
                            .average()
                            .orElse(low)));
        }
        put("final_equity", Figure.of(path.last()));
        put("total_return", Figure.of(path.last() - 1));
        put("tail_ratio", tailRatio(sorted));
        put("omega", sides.profitFactor());
        put("ulcer_index", any(path.ulcer()));
        put("recovery_factor", overDrawdown(Figure.of(path.last() - 1)));
        put("max_consec_wins", Figure.of(sides.longestWins));
    }

    /** 95 % quantile over the size of the 5 % quantile. */
    private static Figure tailRatio(double[] sorted) {
        if (sorted.length == 0) {
            return Figure.none(NO_RETURNS);
        }
        double low = Quantiles.type7(sorted, VAR_SHARE);
        return low >= 0 ? Figure.none("no losing tail") : Figure.of(Quantiles.type7(sorted, 1 - VAR_SHARE) / -low);
    }

    private void shape() {
        put("volatility", deviation(moments.deviation() * StrictMath.sqrt(periodsPerYear)));
        put("skew", spread(moments.skew()));
        put("kurtosis", spread(moments.kurtosis()));
        put("sharpe_per_period", spread(moments.mean() / moments.deviation()));
        put("psr", SharpeTests.probabilistic(moments, 0));
    }

    private Figure overDrawdown(Figure gain) {
        if (!gain.defined()) {
            return gain;
        }
        return path.maxDrawdown() == 0 ? Figure.none("no drawdown") : Figure.of(gain.value() / path.maxDrawdown());
    }

    private Figure any(double value) {
        return returns.length == 0 ? Figure.none(NO_RETURNS) : Figure.of(value);
    }

    private Figure deviation(double value) {
        return returns.length < 2 ? Figure.none(SharpeTests.TOO_FEW) : Figure.of(value);
    }

    private Figure spread(double value) {
        return moments.variance() == 0 ? Figure.none(SharpeTests.NO_SPREAD) : deviation(value);
    }

    private static Figure clipped(Figure fraction) {
        return fraction.defined() ? Figure.of(Math.min(1, Math.max(0, fraction.value()))) : fraction;
    }

    private void put(String name, Figure figure) {
        figures.put(name, figure);
    }
}
