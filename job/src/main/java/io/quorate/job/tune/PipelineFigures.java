package io.quorate.job.tune;

import io.quorate.job.fault.UserError;
import io.quorate.job.options.NearestName;
import io.quorate.job.tune.ObjectiveShape.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of a trial, all out of sample: which may be objectives, and their range for constraints. */
public final class PipelineFigures {
    private static final double ANY = Double.POSITIVE_INFINITY;

    /**
     * A figure.
     *
     * @param range name and bounds
     * @param direction which way is better
     * @param description one line
     */
    record Named(FigureRange range, Direction direction, String description) {}

    private static final Map<String, Named> ALL = all();

    private PipelineFigures() {}

    private static Map<String, Named> all() {
        Map<String, Named> all = new LinkedHashMap<>();
        more(all, "sharpe", -ANY, ANY, "mean over deviation of the returns, annual");
        more(all, "sortino", -ANY, ANY, "mean over downside deviation, annual");
        more(all, "calmar", -ANY, ANY, "growth rate over greatest drawdown");
        more(all, "cagr", -1, ANY, "growth rate of a year");
        more(all, "total_return", -1, ANY, "growth of the whole time");
        more(all, "profit_factor", 0, ANY, "summed gains over summed losses of the periods");
        more(all, "recovery_factor", -ANY, ANY, "total return over greatest drawdown");
        more(all, "psr", 0, 1, "probability that the Sharpe ratio is above 0");
        more(all, "win_rate", 0, 1, "share of the periods with a gain");
        more(all, "trades", 0, ANY, "closed trades");
        more(all, "trade_win_rate", 0, 1, "share of the trades with a gain");
        more(all, "trade_expectancy", -ANY, ANY, "mean return of a trade on its notional");
        less(all, "max_drawdown", 0, ANY, "greatest loss from a peak");
        less(all, "ulcer_index", 0, ANY, "root mean square of the drawdown");
        less(all, "volatility", 0, ANY, "deviation of the returns, annual");
        less(all, "var95", -ANY, ANY, "loss that one period in twenty exceeds");
        less(all, "cvar95", -ANY, ANY, "mean loss of those periods");
        less(all, "log_loss", 0, ANY, "of the ensemble's probabilities, on labels known within the test spans");
        less(all, "brier", 0, 1, "squared error of the same");
        return all;
    }

    private static void more(Map<String, Named> all, String name, double low, double high, String description) {
        all.put(name, new Named(new FigureRange(name, low, high), Direction.MAXIMISE, description));
    }

    private static void less(Map<String, Named> all, String name, double low, double high, String description) {
        all.put(name, new Named(new FigureRange(name, low, high), Direction.MINIMISE, description));
    }

    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /** What a space file may constrain. */
    static List<FigureRange> ranges() {
        return ALL.values().stream().map(Named::range).toList();
    }

    /** The shape of an objective of these figures; throws UserError for a name that is none. */
    static ObjectiveShape shape(List<String> objectives) {
        List<Direction> directions = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        for (String name : objectives) {
            Named named = ALL.get(name);
            if (named == null) {
                String nearest = NearestName.of(name, ALL.keySet());
                errors.add("objective " + name + ": expected one of " + String.join(", ", ALL.keySet())
                        + ", was unknown" + (nearest == null ? "" : ", did you mean " + nearest + "?"));
            } else {
                directions.add(named.direction());
            }
        }
        if (!errors.isEmpty()) {
            throw UserError.wrongUse(errors);
        }
        try {
            return new ObjectiveShape(objectives, directions, List.of());
        } catch (IllegalArgumentException e) {
            throw UserError.wrongUse("objectives: " + e.getMessage());
        }
    }

    /** The table of docs/tuning.md. */
    public static String table() {
        StringBuilder table = new StringBuilder("| figure | better | meaning |\n|---|---|---|\n");
        ALL.forEach((name, named) -> table.append("| `")
                .append(name)
                .append("` | ")
                .append(named.direction() == Direction.MAXIMISE ? "more" : "less")
                .append(" | ")
                .append(named.description())
                .append(" |\n"));
        return table.toString();
    }
}
