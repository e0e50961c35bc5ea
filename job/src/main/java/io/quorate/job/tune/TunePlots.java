package io.quorate.job.tune;

import io.quorate.job.report.ParallelAxis;
import io.quorate.job.report.ParallelPlot;
import io.quorate.job.report.Plot;
import io.quorate.job.report.PlotBuilder;
import io.quorate.job.report.ReportNumbers;
import io.quorate.job.tune.ObjectiveShape.Direction;
import io.quorate.tune.Assignment;
import io.quorate.tune.CategoricalParameter;
import io.quorate.tune.FloatParameter;
import io.quorate.tune.IntParameter;
import io.quorate.tune.Parameter;
import io.quorate.tune.ParameterImportance;
import io.quorate.tune.ParameterSpace;
import io.quorate.tune.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plots of a study. */
final class TunePlots {
    private static final double BEST = 0.05;
    private static final double GOOD = 0.25;

    private final ObjectiveShape shape;
    private final ParameterSpace space;
    private final List<Trial> trials;
    private final List<Trial> complete;
    private final List<FrontPoint> front;
    private final Set<Integer> onFront = new HashSet<>();

    TunePlots(ObjectiveShape shape, ParameterSpace space, List<Trial> trials, List<FrontPoint> front) {
        this.shape = shape;
        this.space = space;
        this.trials = trials;
        this.complete =
                trials.stream().filter(t -> t.state() == TrialState.COMPLETE).toList();
        this.front = front;
        front.forEach(point -> onFront.add(point.trial().number()));
    }

    /** One objective by the number of the trial. */
    Plot history(int objective) {
        String name = shape.objectives().get(objective);
        PlotBuilder plot = Plot.builder(
                        "Every complete trial by its number, and the best so far of those that keep every"
                                + " constraint; " + better(objective) + " is better.")
                .axes("trial", name);
        List<Trial> feasible = complete.stream().filter(TunePlots::feasible).toList();
        List<Trial> others = complete.stream().filter(t -> !feasible(t)).toList();
        if (!feasible.isEmpty()) {
            plot.scatter("trial", numbers(feasible), values(feasible, objective), texts(feasible))
                    .colour(0);
        }
        if (!others.isEmpty()) {
            plot.scatter("breaks a constraint", numbers(others), values(others, objective), texts(others))
                    .symbol("x-thin-open", 6)
                    .colour(7);
        }
        if (!feasible.isEmpty()) {
            double[] best = values(feasible, objective);
            for (int i = 1; i < best.length; i++) {
                best[i] = direction(objective) == Direction.MAXIMISE
                        ? Math.max(best[i], best[i - 1])
                        : Math.min(best[i], best[i - 1]);
            }
            plot.step("best so far", numbers(feasible), best).colour(1);
        }
        return plot.build();
    }

    /** Two objectives against each other. */
    Plot pareto(int x, int y) {
        PlotBuilder plot = Plot.builder("Trials by two objectives; " + better(x) + " "
                        + shape.objectives().get(x)
                        + " and " + better(y) + " " + shape.objectives().get(y)
                        + " are better. Nothing is better than a point of the front in every objective.")
                .axes(shape.objectives().get(x), shape.objectives().get(y));
        List<Trial> behind =
                complete.stream().filter(t -> !onFront.contains(t.number())).toList();
        List<Trial> feasible = behind.stream().filter(TunePlots::feasible).toList();
        List<Trial> others = behind.stream().filter(t -> !feasible(t)).toList();
        if (!others.isEmpty()) {
            plot.scatter("breaks a constraint", values(others, x), values(others, y), texts(others))
                    .symbol("x-thin-open", 6)
                    .colour(7);
        }
        if (!feasible.isEmpty()) {
            plot.scatter("trial", values(feasible, x), values(feasible, y), texts(feasible))
                    .colour(0);
        }
        List<Trial> best = front.stream().map(FrontPoint::trial).toList();
        if (!best.isEmpty()) {
            List<String> texts = new ArrayList<>();
            for (FrontPoint point : front) {
                texts.add(text(point.trial()) + ", DSR " + ReportNumbers.ratio(point.dsr()));
            }
            plot.scatter("front", values(best, x), values(best, y), texts)
                    .symbol("diamond", 11)
                    .colour(1);
        }
        return plot.build();
    }

    Plot parallel() {
        int[] group = new int[complete.size()];
        Arrays.fill(group, 2);
        List<Trial> ranked = complete.stream()
                .filter(TunePlots::feasible)
                .sorted(Comparator.comparingDouble(t -> t.finished().values()[0]))
                .toList();
        Map<Integer, Integer> rows = new HashMap<>();
        for (int i = 0; i < complete.size(); i++) {
            rows.put(complete.get(i).number(), i);
        }
        boolean single = shape.objectives().size() == 1;
        for (int i = 0; i < ranked.size(); i++) {
            int at = rows.getOrDefault(ranked.get(i).number(), 0);
            group[at] = single && i < Math.max(1, ranked.size() * BEST) ? 0 : i < ranked.size() * GOOD ? 1 : 2;
        }
        for (int i = 0; i < group.length && !single; i++) {
            group[i] = onFront.contains(complete.get(i).number()) ? 0 : group[i];
        }
        List<ParallelAxis> axes = new ArrayList<>();
        for (int objective = 0; objective < shape.objectives().size(); objective++) {
            axes.add(ParallelAxis.of(shape.objectives().get(objective), values(complete, objective), false));
        }
        space.parameters().forEach(parameter -> axes.add(axis(parameter)));
        String first = shape.objectives().get(0);
        return ParallelPlot.of(
                "Complete trials, a line each: objectives first, then what was tried. A line is broken where a parameter did"
                        + " not exist. Names in the legend hide and show groups.",
                axes,
                List.of(single ? "best 5 %" : "front", "best quarter by " + first, "others"),
                group,
                texts(complete));
    }

    private ParallelAxis axis(Parameter parameter) {
        List<Assignment> tried =
                complete.stream().map(t -> t.finished().assignment()).toList();
        if (parameter instanceof CategoricalParameter choice) {
            List<@Nullable String> chosen = new ArrayList<>();
            tried.forEach(a -> chosen.add(a.has(choice.name()) ? a.text(choice.name()) : null));
            return ParallelAxis.of(choice.name(), choice.choices(), chosen);
        }
        boolean log = parameter instanceof FloatParameter f ? f.log() : parameter instanceof IntParameter i && i.log();
        return ParallelAxis.of(
                parameter.name(),
                tried.stream()
                        .mapToDouble(a -> a.has(parameter.name()) ? a.number(parameter.name()) : Double.NaN)
                        .toArray(),
                log);
    }

    /** What an objective varies by. */
    Plot importance(int objective) {
        Map<String, Double> shares = ParameterImportance.of(
                space, trials.stream().map(Trial::finished).toList(), objective);
        if (shares.isEmpty()) {
            return Plot.builder("Fewer than 20 complete trials, or all of one value.")
                    .build();
        }
        return Plot.builder("How much of what " + shape.objectives().get(objective)
                        + " varies over the space each parameter explains alone (functional ANOVA of a random forest);"
                        + " what lacks to 1 is interaction.")
                .axes("share of the variance", "parameter")
                .includeX(0)
                .barsAcross(
                        "importance",
                        List.copyOf(shares.keySet()),
                        shares.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray())
                .build();
    }

    private String text(Trial trial) {
        StringBuilder text = new StringBuilder("trial ").append(trial.number());
        double[] values = trial.values(shape);
        for (int i = 0; i < values.length; i++) {
            text.append(", ").append(shape.objectives().get(i)).append(' ').append(ReportNumbers.number(values[i]));
        }
        return text.toString();
    }

    private List<String> texts(List<Trial> of) {
        return of.stream().map(this::text).toList();
    }

    private Direction direction(int objective) {
        return shape.directions().get(objective);
    }

    private String better(int objective) {
        return direction(objective) == Direction.MAXIMISE ? "more" : "less";
    }

    private static boolean feasible(Trial trial) {
        return trial.finished().feasible();
    }

    private double[] values(List<Trial> of, int objective) {
        return of.stream().mapToDouble(t -> t.values(shape)[objective]).toArray();
    }

    private static double[] numbers(List<Trial> of) {
        return of.stream().mapToDouble(Trial::number).toArray();
    }
}
