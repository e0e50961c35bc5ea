package io.quorate.performance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Figures over closed trades. Undefined ones carry their reason. */
public final class TradeStatistics {
    private static final String NO_TRADES = "no trades";

    private TradeStatistics() {}

    /**
     * Figures by name: trades, win_rate, profit_factor, payoff, expectancy, average_win, average_loss, best, worst,
     * average_hold_ms, max_consec_wins, max_consec_losses, average_mae, average_mfe.
     *
     * @param trades in the order they were closed in
     */
    public static Map<String, Figure> of(List<TradeReturn> trades) {
        double[] returns = trades.stream().mapToDouble(TradeReturn::ret).toArray();
        Sides sides = Sides.of(returns);
        Map<String, Figure> figures = new LinkedHashMap<>();
        figures.put("trades", Figure.of(returns.length));
        figures.put("win_rate", mean(sides.wins, returns.length, NO_TRADES));
        figures.put("profit_factor", sides.profitFactor());
        figures.put("payoff", sides.payoff());
        figures.put("expectancy", mean(Moments.sum(returns), returns.length, NO_TRADES));
        figures.put("average_win", mean(sides.won, sides.wins, "no wins"));
        figures.put("average_loss", mean(-sides.lost, sides.losses, "no losses"));
        figures.put("best", extreme(returns, 1));
        figures.put("worst", extreme(returns, -1));
        figures.put("average_hold_ms", mean(trades, TradeReturn::holdMs));
        figures.put("max_consec_wins", Figure.of(sides.longestWins));
        figures.put("max_consec_losses", Figure.of(sides.longestLosses));
        figures.put("average_mae", mean(trades, TradeReturn::mae));
        figures.put("average_mfe", mean(trades, TradeReturn::mfe));
        return figures;
    }

    /** {@link #of} of the trades of each exit reason, by reason in the order of its name. */
    public static Map<String, Map<String, Figure>> byExitReason(List<TradeReturn> trades) {
        Map<String, List<TradeReturn>> split = new TreeMap<>();
        for (TradeReturn trade : trades) {
            split.computeIfAbsent(trade.exitReason(), reason -> new ArrayList<>())
                    .add(trade);
        }
        Map<String, Map<String, Figure>> figures = new LinkedHashMap<>();
        split.forEach((reason, same) -> figures.put(reason, of(same)));
        return Collections.unmodifiableMap(figures);
    }

    private static Figure extreme(double[] returns, int sign) {
        if (returns.length == 0) {
            return Figure.none(NO_TRADES);
        }
        double extreme = returns[0];
        for (double r : returns) {
            extreme = sign * r > sign * extreme ? r : extreme;
        }
        return Figure.of(extreme);
    }

    /** Mean over the trades that know the value. */
    private static Figure mean(List<TradeReturn> trades, ToDoubleFunction<TradeReturn> value) {
        double[] known =
                trades.stream().mapToDouble(value).filter(x -> !Double.isNaN(x)).toArray();
        return mean(Moments.sum(known), known.length, trades.isEmpty() ? NO_TRADES : "not recorded");
    }

    private static Figure mean(double sum, int n, String otherwise) {
        return n == 0 ? Figure.none(otherwise) : Figure.of(sum / n);
    }
}
