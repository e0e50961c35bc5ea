package io.quorate.job.tune;

import io.quorate.job.report.PlotPage;
import io.quorate.job.report.ReportNumbers;
import io.quorate.tune.Parameter;
import io.quorate.tune.ParameterSpace;
import io.quorate.tune.TrialState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a study found, and how much of it is luck, as one HTML page: equal studies give equal pages. */
public final class TuneReport {
    private static final int MOST_FRONT = 100;
    private static final int MOST_PAIRS = 3;

    private final ObjectiveShape shape;
    private final ParameterSpace space;
    private final StudyEnd end;
    private final StudyAnalysis analysis;
    private final Map<Integer, HoldOut> holdOuts;
    private final PlotPage.Builder page;

    private TuneReport(
            String title,
            ObjectiveShape shape,
            ParameterSpace space,
            StudyEnd end,
            StudyAnalysis analysis,
            Map<Integer, HoldOut> holdOuts) {
        this.shape = shape;
        this.space = space;
        this.end = end;
        this.analysis = analysis;
        this.holdOuts = holdOuts;
        this.page = PlotPage.builder(title);
    }

    /**
     * The page.
     *
     * @param holdOuts of the front, by number of the trial
     * @param settings how it was run, by name, for the table at the end
     */
    public static PlotPage page(
            String title,
            ObjectiveShape shape,
            ParameterSpace space,
            StudyEnd end,
            StudyAnalysis analysis,
            Map<Integer, HoldOut> holdOuts,
            Map<String, String> settings) {
        return new TuneReport(title, shape, space, end, analysis, holdOuts).page(settings);
    }

    private PlotPage page(Map<String, String> settings) {
        page.lead("Ended: " + end.reason());
        page.figures("", tiles());
        page.note(
                "DSR: probability that the true Sharpe ratio of a trial is above the greatest that luck alone would be"
                        + " expected to give among all trials. PBO: probability that the trial that is best in one half of the"
                        + " periods is no better than the median in the other; it belongs to the whole study. A DSR of 0.95 or"
                        + " more and a small PBO speak for skill.");
        TunePlots plots = new TunePlots(shape, space, end.trials(), analysis.front());
        front();
        for (int other = 1; other < Math.min(MOST_PAIRS + 1, shape.objectives().size()); other++) {
            page.plot("pareto-" + other, other == 1 ? "Objectives" : "", plots.pareto(0, other));
        }
        for (int i = 0; i < shape.objectives().size(); i++) {
            page.plot("history-" + i, i == 0 ? "History" : "", plots.history(i));
        }
        page.plot("parallel", "Parallel coordinates", plots.parallel());
        for (int i = 0; i < shape.objectives().size(); i++) {
            page.plot("importance-" + i, i == 0 ? "Importance of the parameters" : "", plots.importance(i));
        }
        lost();
        List<List<String>> rows = new ArrayList<>();
        settings.forEach((name, value) -> rows.add(List.of(name, value)));
        rows.add(List.of("SHA-256 of the trials", end.sequence()));
        page.texts("How it was run", List.of("setting", "value"), rows);
        return page.build();
    }

    private LinkedHashMap<String, String> tiles() {
        LinkedHashMap<String, String> tiles = new LinkedHashMap<>();
        tiles.put("trials", ReportNumbers.count(end.trials().size()));
        tiles.put("pruned", ReportNumbers.count(count(TrialState.PRUNED)));
        tiles.put("failed", ReportNumbers.count(count(TrialState.FAILED)));
        FrontPoint chosen = analysis.chosen();
        if (chosen != null) {
            double[] values = chosen.trial().values(shape);
            tiles.put("trial to begin with", String.valueOf(chosen.trial().number()));
            for (int i = 0; i < values.length; i++) {
                tiles.put("its " + shape.objectives().get(i), ReportNumbers.number(values[i]));
            }
            tiles.put("its DSR", ReportNumbers.ratio(chosen.dsr()));
        }
        tiles.put("PBO of the study", ReportNumbers.ratio(analysis.pbo()));
        return tiles;
    }

    private long count(TrialState state) {
        return end.trials().stream().filter(t -> t.state() == state).count();
    }

    private void front() {
        page.heading("The front");
        if (!analysis.feasible()) {
            page.text(
                    analysis.front().isEmpty()
                            ? "No trial is complete."
                            : "No trial keeps every constraint; these are nearest to it.");
        }
        List<FrontPoint> front = analysis.front();
        List<FrontPoint> shown = front.subList(0, Math.min(MOST_FRONT, front.size()));
        if (shown.isEmpty()) {
            return;
        }
        if (shown.size() < front.size()) {
            page.note("The first " + shown.size() + " of " + front.size() + "; all are in pareto.json.");
        }
        List<String> header = new ArrayList<>(List.of("trial"));
        header.addAll(shape.objectives());
        header.addAll(List.of("DSR", "PBO, study", "PSR", "Sharpe, per period"));
        shape.objectives().forEach(name -> header.add("hold-out " + name));
        List<List<String>> rows = new ArrayList<>();
        for (FrontPoint point : shown) {
            rows.add(row(point));
        }
        page.table("", header, rows);
        undefined(shown);
        List<String> names =
                new ArrayList<>(space.parameters().stream().map(Parameter::name).toList());
        List<List<String>> parameters = new ArrayList<>();
        for (FrontPoint point : shown) {
            Map<String, Object> values = point.trial().finished().assignment().values();
            List<String> row =
                    new ArrayList<>(List.of(String.valueOf(point.trial().number())));
            names.forEach(name -> row.add(text(values.get(name))));
            parameters.add(row);
        }
        names.add(0, "trial");
        page.details("Parameters of the front", names, parameters);
    }

    private List<String> row(FrontPoint point) {
        List<String> row = new ArrayList<>(List.of(String.valueOf(point.trial().number())));
        for (double value : point.trial().values(shape)) {
            row.add(ReportNumbers.number(value));
        }
        row.add(ReportNumbers.ratio(point.dsr()));
        row.add(ReportNumbers.ratio(analysis.pbo()));
        row.add(ReportNumbers.ratio(point.psr()));
        row.add(ReportNumbers.number(point.sharpe()));
        HoldOut holdOut = holdOuts.get(point.trial().number());
        @Nullable TrialOutcome outcome = holdOut == null ? null : holdOut.outcome();
        for (int i = 0; i < shape.objectives().size(); i++) {
            row.add(outcome == null ? "-" : ReportNumbers.number(outcome.values()[i]));
        }
        return row;
    }

    private void undefined(List<FrontPoint> shown) {
        Map<String, List<String>> reasons = new TreeMap<>();
        for (FrontPoint point : shown) {
            String trial = String.valueOf(point.trial().number());
            note(reasons, "Sharpe", point.sharpe().undefined(), trial);
            note(reasons, "PSR", point.psr().undefined(), trial);
            note(reasons, "DSR", point.dsr().undefined(), trial);
            HoldOut holdOut = holdOuts.get(point.trial().number());
            note(reasons, "hold-out", holdOut == null ? "not evaluated" : holdOut.undefined(), trial);
        }
        note(reasons, "PBO", analysis.pbo().undefined(), "all");
        if (!reasons.isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            reasons.forEach((reason, of) -> rows.add(List.of(reason, String.join(", ", of))));
            page.texts("", List.of("undefined, and why", "trials"), rows);
        }
    }

    private static void note(Map<String, List<String>> reasons, String name, @Nullable String why, String trial) {
        if (why != null) {
            reasons.computeIfAbsent(name + ": " + why, reason -> new ArrayList<>())
                    .add(trial);
        }
    }

    /** Trials that came to nothing, by reason. */
    private void lost() {
        Map<String, Integer> reasons = new TreeMap<>();
        for (Trial trial : end.trials()) {
            String reason = trial.finished().reason();
            if (reason != null) {
                reasons.merge(trial.state().name().toLowerCase(Locale.ROOT) + ": " + reason, 1, Integer::sum);
            }
        }
        if (!reasons.isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            reasons.forEach((reason, count) -> rows.add(List.of(reason, ReportNumbers.count(count))));
            page.texts("Trials that were given up", List.of("why", "trials"), rows);
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "-" : value instanceof Double number ? ReportNumbers.number(number) : value.toString();
    }
}
