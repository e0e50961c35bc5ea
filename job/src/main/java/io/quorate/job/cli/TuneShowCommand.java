package io.quorate.job.cli;

import io.quorate.job.fault.UserError;
import io.quorate.job.tune.ObjectiveShape;
import io.quorate.job.tune.StudyAnalysis;
import io.quorate.job.tune.StudyEnd;
import io.quorate.job.tune.StudyRequest;
import io.quorate.job.tune.StudyStore;
import io.quorate.job.tune.Trial;
import io.quorate.tune.TrialState;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at a study, while it runs or later. */
@Command(
        name = "show",
        description = "Show how far a study is and what it found, without the history; also while it runs.")
final class TuneShowCommand implements Callable<Integer> {
    private static final int MOST_REASONS = 10;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "Folder of the study.")
    private Path folder = Path.of("");

    @Option(names = "--trial", paramLabel = "N", description = "Show one trial in full.")
    private @Nullable Integer trial;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        try (StudyStore store = StudyStore.openToRead(folder)) {
            StudyRequest request = StudyRequest.parse(store.request());
            ObjectiveShape shape = store.identity().shape();
            List<Trial> trials = store.trials();
            PrintWriter out = spec.commandLine().getOut();
            Integer number = trial;
            if (number != null) {
                Map<String, Object> fields = one(trials, number, shape);
                if (json) {
                    out.println(JsonText.of(fields));
                } else {
                    fields.forEach((name, value) -> out.println(name + ": " + value));
                }
            } else if (json) {
                out.println(JsonText.of(all(request, trials, shape)));
            } else {
                out.print(text(request, trials, shape));
            }
            out.flush();
            return 0;
        }
    }

    private String text(StudyRequest request, List<Trial> trials, ObjectiveShape shape) {
        StringBuilder text = new StringBuilder();
        text.append(folder).append(": ").append(TuneText.counts(trials));
        text.append(" of ")
                .append(request.trials())
                .append(", seed ")
                .append(request.seed())
                .append('\n');
        text.append("sequence ").append(StudyEnd.sequence(trials), 0, 16).append('\n');
        TuneText.front(text, analysis(request, trials, shape), shape, Map.of());
        Map<String, Integer> failures = failures(trials);
        failures.entrySet().stream()
                .limit(MOST_REASONS)
                .forEach(reason -> text.append(reason.getValue())
                        .append(" failed: ")
                        .append(reason.getKey())
                        .append('\n'));
        if (failures.size() > MOST_REASONS) {
            text.append("and for ").append(failures.size() - MOST_REASONS).append(" more reasons, see trials.csv\n");
        }
        return text.toString();
    }

    private static StudyAnalysis analysis(StudyRequest request, List<Trial> trials, ObjectiveShape shape) {
        return StudyAnalysis.of(request.options(shape, Duration.ZERO), trials);
    }

    private static Map<String, Object> all(StudyRequest request, List<Trial> trials, ObjectiveShape shape) {
        StudyAnalysis analysis = analysis(request, trials, shape);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("trials", request.trials());
        fields.put("done", trials.size());
        for (TrialState state : TrialState.values()) {
            fields.put(
                    state.name().toLowerCase(Locale.ROOT),
                    trials.stream().filter(t -> t.state() == state).count());
        }
        fields.put("seed", request.seed());
        fields.put("sequence", StudyEnd.sequence(trials));
        fields.put("feasible", analysis.feasible());
        fields.put("trialsTried", analysis.trialsTried());
        fields.put(
                "varianceOfSharpe",
                analysis.varianceOfSharpe().defined()
                        ? analysis.varianceOfSharpe().value()
                        : null);
        fields.put("pbo", analysis.pbo().defined() ? analysis.pbo().value() : null);
        fields.put("pboUndefined", analysis.pbo().undefined());
        fields.put("failures", failures(trials));
        List<Map<String, Object>> front = new ArrayList<>();
        analysis.front().forEach(point -> {
            Map<String, Object> row = one(trials, point.trial().number(), shape);
            row.put("dsr", point.dsr().defined() ? point.dsr().value() : null);
            row.put("dsrUndefined", point.dsr().undefined());
            front.add(row);
        });
        fields.put("front", front);
        return fields;
    }

    private static Map<String, Object> one(List<Trial> trials, int number, ObjectiveShape shape) {
        Trial found = trials.stream()
                .filter(t -> t.number() == number)
                .findFirst()
                .orElseThrow(() -> UserError.wrongUse(
                        "--trial: expected one of " + trials.size() + " trials with a result, was " + number));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("number", number);
        fields.put("state", found.state().name());
        double[] values = found.values(shape);
        for (int i = 0; i < values.length; i++) {
            fields.put(shape.objectives().get(i), values[i]);
        }
        fields.put("reason", found.finished().reason());
        fields.put("assignment", found.finished().assignment().values());
        Map<String, Object> figures = new LinkedHashMap<>();
        found.figures().forEach((name, value) -> figures.put(name, Double.isFinite(value) ? value : null));
        fields.put("figures", figures);
        fields.put("violations", list(found.finished().violations()));
        fields.put("steps", list(found.finished().steps()));
        fields.put("durationMs", found.durationMs());
        return fields;
    }

    private static List<@Nullable Double> list(double[] values) {
        List<@Nullable Double> list = new ArrayList<>();
        for (double value : values) {
            list.add(Double.isFinite(value) ? value : null);
        }
        return list;
    }

    /** Reasons of failures with their numbers, in the order of their first. */
    private static Map<String, Integer> failures(List<Trial> trials) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Trial failed : trials) {
            String reason = failed.finished().reason();
            if (failed.state() == TrialState.FAILED && reason != null) {
                counts.merge(reason, 1, Integer::sum);
            }
        }
        return counts;
    }
}
