package io.quorate.job.simulation;

import io.quorate.job.report.Plot;
import io.quorate.job.report.PlotPage;
import io.quorate.simulate.Distribution;
import io.quorate.simulate.SimulationFigures;
import io.quorate.simulate.SimulationPlan;
import io.quorate.simulate.WealthFan;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report of a simulation: fan of wealth, distributions of wealth and drawdown, risk of ruin by level. */
public final class SimulationPage {
    private static final int BINS = 60;
    private static final int CURVE_POINTS = 100;

    /** What lies outside is left out of the histogram of wealth, whose few greatest would flatten the rest. */
    private static final double SHOWN_TAIL = 0.002;

    private final SimulationRequest request;
    private final SimulationFigures figures;

    private SimulationPage(SimulationRequest request, SimulationFigures figures) {
        this.request = request;
        this.figures = figures;
    }

    /** Writes the page; throws UserError when the disk refuses. */
    public static void write(SimulationRequest request, SimulationFigures figures, WealthFan fan, Path file) {
        new SimulationPage(request, figures).page(fan).write(file);
    }

    private PlotPage.Builder page(WealthFan fan) {
        SimulationPlan plan = figures.plan();
        return PlotPage.builder(
                        "Simulation: " + SimulationRequest.name(plan.model().method()))
                .lead(String.format(
                        Locale.ROOT,
                        "%,d paths of %,d steps, seed %d. Quantiles are %s.",
                        plan.paths(),
                        plan.steps(),
                        plan.seed(),
                        figures.wealth().exact()
                                ? "exact for these paths"
                                : "counted in bins: wealth to 1.6e-5 of itself, drawdown to 3.8e-6"))
                .figures("", tiles())
                .plot("fan", "Wealth along the way", fanPlot(fan))
                .plot("wealth", "Terminal wealth", wealthPlot())
                .plot("drawdown", "Maximum drawdown", drawdownPlot())
                .plot("ruin", "Risk of ruin", ruinPlot())
                .table("Quantiles", List.of("", "1 %", "5 %", "25 %", "50 %", "75 %", "95 %", "99 %"), quantiles())
                .texts("How it was made", List.of("", ""), settings());
    }

    private LinkedHashMap<String, String> tiles() {
        LinkedHashMap<String, String> tiles = new LinkedHashMap<>();
        tiles.put("median wealth", number(figures.wealth().quantile(0.5) * request.initial()));
        tiles.put("probability of a loss", percent(figures.lossProbability()));
        tiles.put("worst 5 % lose on average", percent(figures.shortfall(0.05)));
        tiles.put("median drawdown", percent(figures.drawdown().quantile(0.5)));
        List<Double> levels = figures.plan().ruinLevels();
        for (int i = 0; i < levels.size(); i++) {
            tiles.put("drawdown of " + level(levels.get(i)) + " or more", percent(figures.ruinProbability(i)));
        }
        return tiles;
    }

    private Plot fanPlot(WealthFan fan) {
        double[] steps = fan.steps().stream().mapToDouble(step -> step).toArray();
        return Plot.builder("Half of the paths are within the inner band, nine of ten within the outer one.")
                .axes("step", "wealth")
                .line("median", steps, scaled(fan.bands().get(2)))
                .band(
                        "25 % to 75 %",
                        steps, scaled(fan.bands().get(1)), scaled(fan.bands().get(3)))
                .band(
                        "5 % to 95 %",
                        steps, scaled(fan.bands().get(0)), scaled(fan.bands().get(4)))
                .guideY(request.initial(), "start")
                .note(String.format(Locale.ROOT, "Of the first %,d paths.", fan.paths()))
                .build();
    }

    private double[] scaled(List<Double> wealth) {
        return wealth.stream().mapToDouble(value -> value * request.initial()).toArray();
    }

    private Plot wealthPlot() {
        Distribution wealth = figures.wealth();
        double[] edges = edges(wealth.quantile(SHOWN_TAIL), wealth.quantile(1 - SHOWN_TAIL));
        double[] shares = shares(wealth, edges);
        return Plot.builder(
                        "Share of the paths by wealth after the last step; the outermost 0.2 % at each end are left out.")
                .axes("wealth", "share of paths")
                .percentY()
                .histogram(
                        "paths",
                        Arrays.stream(edges)
                                .map(edge -> edge * request.initial())
                                .toArray(),
                        shares)
                .guideX(request.initial(), "start")
                .build();
    }

    private Plot drawdownPlot() {
        double[] edges = edges(0, figures.moments().drawdownMost());
        return Plot.builder("Share of the paths by their greatest fall from a high.")
                .axes("maximum drawdown", "share of paths")
                .percentX()
                .percentY()
                .histogram("paths", edges, shares(figures.drawdown(), edges))
                .build();
    }

    private Plot ruinPlot() {
        double most = Math.max(figures.moments().drawdownMost(), 0.01);
        double[] levels = new double[CURVE_POINTS + 1];
        Arrays.setAll(levels, i -> most * i / CURVE_POINTS);
        double[] shares = Arrays.stream(levels).map(this::atLeast).toArray();
        return Plot.builder("Share of the paths whose greatest fall from a high reaches a level.")
                .axes("level", "risk of ruin")
                .percentX()
                .percentY()
                .line("risk of ruin", levels, shares)
                .build();
    }

    private double atLeast(double level) {
        return 1
                - (double) figures.drawdown().countAtMost(Math.nextDown(level))
                        / figures.plan().paths();
    }

    /** Equal widths that hold both ends; around a single value when they are one. */
    private static double[] edges(double from, double to) {
        double low = Double.isFinite(from) ? from : 0;
        double high = Double.isFinite(to) && to > low ? to : low + Math.max(1e-3, Math.abs(low) * 1e-3);
        double[] edges = new double[BINS + 1];
        Arrays.setAll(edges, i -> low + (high - low) * i / BINS);
        return edges;
    }

    /** Shares of the values between edges, the lowest one included. */
    private static double[] shares(Distribution values, double[] edges) {
        double[] shares = new double[edges.length - 1];
        long below = values.countAtMost(Math.nextDown(edges[0]));
        for (int i = 0; i < shares.length; i++) {
            long within = values.countAtMost(edges[i + 1]);
            shares[i] = (double) (within - below) / values.count();
            below = within;
        }
        return shares;
    }

    private List<List<String>> quantiles() {
        return List.of(
                row("terminal wealth", figures.wealth(), q -> number(q * request.initial())),
                row("maximum drawdown", figures.drawdown(), SimulationPage::percent),
                row("longest time under water, steps", figures.longestUnderWater(), SimulationPage::steps));
    }

    private static List<String> row(String name, Distribution values, java.util.function.DoubleFunction<String> text) {
        List<String> row = new ArrayList<>(List.of(name));
        for (double q : new double[] {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99}) {
            row.add(text.apply(values.quantile(q)));
        }
        return row;
    }

    private List<List<String>> settings() {
        List<List<String>> rows = new ArrayList<>();
        if (request.returns() > 0) {
            rows.add(
                    List.of("returns", request.returns() + ", of them " + request.ruinousReturns() + " of -1 or less"));
        }
        if (request.block() > 0) {
            rows.add(List.of("block", request.block() + " steps"));
        }
        ModelFile.fields(figures.plan().model()).forEach((name, value) -> rows.add(List.of(name, parameter(value))));
        rows.add(List.of("share of steps under water", percent(figures.underWaterShare())));
        return rows;
    }

    /** A number, or the fields of a part one after the other. */
    private static String parameter(Object value) {
        if (value instanceof Map<?, ?> fields) {
            StringBuilder text = new StringBuilder();
            fields.forEach((name, field) -> text.append(text.isEmpty() ? "" : ", ")
                    .append(name)
                    .append(' ')
                    .append(parameter(field)));
            return text.toString();
        }
        return value instanceof Double number ? String.format(Locale.ROOT, "%.5g", number) : value.toString();
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%,.5g", value) : "beyond numbers";
    }

    private static String steps(double steps) {
        return String.format(Locale.ROOT, "%,.0f", steps);
    }

    private static String level(double level) {
        return BigDecimal.valueOf(level).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }

    private static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.2f %%", 100 * share) : "undefined";
    }
}
