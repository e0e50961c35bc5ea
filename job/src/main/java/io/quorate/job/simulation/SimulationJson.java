package io.quorate.job.simulation;

import io.quorate.simulate.Distribution;
import io.quorate.simulate.SimulationFigures;
import io.quorate.simulate.SimulationPlan;
import io.quorate.simulate.WealthFan;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A result as a tree for JSON: the same for the same request, whatever computed it. Numbers that are none are null, and say
 * why under {@code undefined}.
 */
public final class SimulationJson {
    private static final double[] QUANTILES = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};
    private static final String BEYOND = "beyond the range of numbers";

    private final SimulationRequest request;
    private final SimulationFigures figures;
    private final Map<String, String> undefined = new LinkedHashMap<>();

    private SimulationJson(SimulationRequest request, SimulationFigures figures) {
        this.request = request;
        this.figures = figures;
    }

    /** The whole result. */
    public static Map<String, @Nullable Object> of(
            SimulationRequest request, SimulationFigures figures, WealthFan fan) {
        return new SimulationJson(request, figures).tree(fan);
    }

    private Map<String, @Nullable Object> tree(WealthFan fan) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        SimulationFigures.Moments moments = figures.moments();
        described(tree);
        tree.put("final_equity", quantiles("final_equity", figures.wealth(), request.initial()));
        tree.put("final_mean", money("final_mean", moments.wealthMean()));
        tree.put("final_sd", spread("final_sd", figures.wealthSd()));
        tree.put("final_min", money("final_min", moments.wealthLeast()));
        tree.put("final_max", money("final_max", moments.wealthMost()));
        tree.put("max_drawdown", quantiles("max_drawdown", figures.drawdown(), 1));
        tree.put("max_drawdown_mean", moments.drawdownMean());
        tree.put("max_drawdown_max", moments.drawdownMost());
        tree.put("longest_underwater", quantiles("longest_underwater", figures.longestUnderWater(), 1));
        tree.put("underwater_share", figures.underWaterShare());
        tails(tree);
        tree.put("p_loss", figures.lossProbability());
        List<Double> levels = figures.plan().ruinLevels();
        for (int i = 0; i < levels.size(); i++) {
            tree.put(ruin(levels.get(i)), figures.ruinProbability(i));
        }
        tree.put("standard_error", standardErrors());
        tree.put("confidence95", confidence());
        tree.put("quantiles", figures.wealth().exact() ? "exact" : "binned");
        tree.put("error", errors());
        tree.put("fan", fan(fan));
        tree.put("undefined", undefined);
        return tree;
    }

    private void described(Map<String, @Nullable Object> tree) {
        SimulationPlan plan = figures.plan();
        tree.put("method", SimulationRequest.name(plan.model().method()));
        tree.put("paths", plan.paths());
        tree.put("steps", plan.steps());
        tree.put("seed", plan.seed());
        tree.put("initial", request.initial());
        if (request.returns() > 0) {
            tree.put("returns", request.returns());
            tree.put("ruinous_returns", request.ruinousReturns());
        }
        if (request.block() > 0) {
            tree.put("block", request.block());
        }
        Map<String, Object> parameters = ModelFile.fields(plan.model());
        if (!parameters.isEmpty()) {
            tree.put("parameters", parameters);
        }
    }

    private void tails(Map<String, @Nullable Object> tree) {
        for (int percent : new int[] {95, 99}) {
            double tail = (100 - percent) / 100.0;
            tree.put(
                    "var" + percent,
                    number("var" + percent, 1 - figures.wealth().quantile(tail), BEYOND));
            tree.put("cvar" + percent, number("cvar" + percent, figures.shortfall(tail), BEYOND));
        }
    }

    private Map<String, @Nullable Object> standardErrors() {
        Map<String, @Nullable Object> errors = new LinkedHashMap<>();
        double paths = figures.plan().paths();
        errors.put("final_mean", spread("standard_error.final_mean", figures.wealthSd() / Math.sqrt(paths)));
        errors.put("p_loss", figures.standardError(figures.lossProbability()));
        List<Double> levels = figures.plan().ruinLevels();
        for (int i = 0; i < levels.size(); i++) {
            errors.put(ruin(levels.get(i)), figures.standardError(figures.ruinProbability(i)));
        }
        return errors;
    }

    private Map<String, @Nullable Object> confidence() {
        Map<String, @Nullable Object> intervals = new LinkedHashMap<>();
        intervals.put("final_equity", intervals("confidence95.final_equity", figures.wealth(), request.initial()));
        intervals.put("max_drawdown", intervals("confidence95.max_drawdown", figures.drawdown(), 1));
        return intervals;
    }

    private Map<String, @Nullable Object> intervals(String name, Distribution values, double scale) {
        Map<String, @Nullable Object> intervals = new LinkedHashMap<>();
        for (double q : QUANTILES) {
            double[] interval = figures.interval95(values, q);
            String key = name + "." + key(q);
            List<@Nullable Object> ends = new ArrayList<>();
            ends.add(number(key, interval[0] * scale, beyond(values)));
            ends.add(number(key, interval[1] * scale, beyond(values)));
            intervals.put(key(q), ends);
        }
        return intervals;
    }

    private Map<String, @Nullable Object> errors() {
        Map<String, @Nullable Object> errors = new LinkedHashMap<>();
        errors.put("final_equity_relative", figures.wealthRelativeError());
        errors.put("max_drawdown", figures.drawdownError());
        errors.put("cvar95", number("error.cvar95", figures.shortfallError(0.05), BEYOND));
        errors.put("cvar99", number("error.cvar99", figures.shortfallError(0.01), BEYOND));
        return errors;
    }

    private Map<String, @Nullable Object> fan(WealthFan fan) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("paths", fan.paths());
        tree.put("steps", fan.steps());
        for (int i = 0; i < fan.quantiles().size(); i++) {
            String key = key(fan.quantiles().get(i));
            List<@Nullable Object> band = new ArrayList<>();
            for (double wealth : fan.bands().get(i)) {
                band.add(money("fan." + key, wealth));
            }
            tree.put(key, band);
        }
        return tree;
    }

    private Map<String, @Nullable Object> quantiles(String name, Distribution values, double scale) {
        Map<String, @Nullable Object> quantiles = new LinkedHashMap<>();
        for (double q : QUANTILES) {
            quantiles.put(key(q), number(name + "." + key(q), values.quantile(q) * scale, beyond(values)));
        }
        return quantiles;
    }

    private static String beyond(Distribution values) {
        return values.exact() ? BEYOND : "beyond 2^64 times the start";
    }

    private @Nullable Object money(String name, double wealth) {
        return number(name, wealth * request.initial(), BEYOND);
    }

    private @Nullable Object spread(String name, double sd) {
        return number(name, sd * request.initial(), figures.plan().paths() < 2 ? "one path" : BEYOND);
    }

    private @Nullable Object number(String name, double value, String reason) {
        if (Double.isFinite(value)) {
            return value;
        }
        undefined.put(name, reason);
        return null;
    }

    private static String key(double q) {
        return String.format(Locale.ROOT, "q%02d", Math.round(100 * q));
    }

    /** Name of a level of ruin in percent: ruin_10, ruin_12.5. */
    static String ruin(double level) {
        return "ruin_"
                + BigDecimal.valueOf(level)
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
