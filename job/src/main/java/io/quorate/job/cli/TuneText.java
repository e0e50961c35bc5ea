package io.quorate.job.cli;

import io.quorate.job.tune.FrontPoint;
import io.quorate.job.tune.HoldOut;
import io.quorate.job.tune.ObjectiveShape;
import io.quorate.job.tune.StudyAnalysis;
import io.quorate.job.tune.StudyEnd;
import io.quorate.job.tune.StudyOutput;
import io.quorate.job.tune.StudyPlan;
import io.quorate.job.tune.Trial;
import io.quorate.job.tune.TrialOutcome;
import io.quorate.performance.Figure;
import io.quorate.tune.TrialState;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a study found, as text. */
final class TuneText {
    private static final int MOST_POINTS = 20;

    private TuneText() {}

    static String of(StudyPlan plan, StudyEnd end, StudyOutput output, Path folder, double seconds) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%s: %s in %.1f s%n", folder, counts(end.trials()), seconds));
        text.append("stopped: ").append(end.reason()).append('\n');
        text.append("sequence ").append(end.sequence(), 0, 16).append('\n');
        front(text, output.analysis(), plan.source().shape(), output.holdOuts());
        FrontPoint chosen = output.analysis().chosen();
        if (chosen != null && !output.files().isEmpty()) {
            text.append("trial ").append(chosen.trial().number()).append(" to use: ");
            text.append(String.join(", ", output.files())).append('\n');
        }
        return text.toString();
    }

    /** {@code 500 trials, 480 complete, 12 pruned, 8 failed}. */
    static String counts(List<Trial> trials) {
        StringBuilder text = new StringBuilder().append(trials.size()).append(" trials");
        for (TrialState state : TrialState.values()) {
            long count = trials.stream().filter(t -> t.state() == state).count();
            if (count > 0) {
                text.append(", ").append(count).append(' ').append(state.name().toLowerCase(Locale.ROOT));
            }
        }
        return text.toString();
    }

    /** The front with its evidence, one line a point. */
    static void front(
            StringBuilder text, StudyAnalysis analysis, ObjectiveShape shape, Map<Integer, HoldOut> holdOuts) {
        if (analysis.front().isEmpty()) {
            text.append("no trial is complete\n");
            return;
        }
        if (!analysis.feasible()) {
            text.append("no trial keeps every constraint; those nearest to it:\n");
        }
        text.append("PBO ").append(figure(analysis.pbo()));
        text.append(" over ").append(analysis.trialsWithReturns()).append(" trials\n");
        List<FrontPoint> points = analysis.front();
        for (FrontPoint point : points.subList(0, Math.min(MOST_POINTS, points.size()))) {
            text.append("trial ").append(point.trial().number()).append(':');
            values(text, shape, point.trial().values(shape));
            text.append(", DSR ").append(figure(point.dsr()));
            HoldOut holdOut = holdOuts.get(point.trial().number());
            TrialOutcome outcome = holdOut == null ? null : holdOut.outcome();
            if (outcome != null) {
                text.append("; hold-out");
                values(text, shape, outcome.values());
            } else if (holdOut != null) {
                text.append("; hold-out none: ").append(holdOut.undefined());
            }
            text.append('\n');
        }
        if (points.size() > MOST_POINTS) {
            text.append("and ").append(points.size() - MOST_POINTS).append(" more on the front, see pareto.json\n");
        }
    }

    private static void values(StringBuilder text, ObjectiveShape shape, double[] values) {
        for (int i = 0; i < values.length; i++) {
            String name = shape.objectives().get(i);
            text.append(String.format(Locale.ROOT, "%s %s %.4g", i == 0 ? "" : ",", name, values[i]));
        }
    }

    private static String figure(Figure figure) {
        return figure.defined()
                ? String.format(Locale.ROOT, "%.3f", figure.value())
                : "none (" + figure.undefined() + ")";
    }
}
