package io.quorate.job.cli;

import io.quorate.job.tune.ObjectiveShape;
import io.quorate.job.tune.StudyProgress;
import io.quorate.learn.ProgressListener;
import io.quorate.tune.TrialState;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/** Says how a study is doing: trials, the best value of each objective, pruned and failed ones. */
final class TuneProgress implements Consumer<StudyProgress> {
    private final ProgressListener line;
    private final ObjectiveShape shape;
    private final double[] best;
    private int pruned;
    private int failed;

    TuneProgress(ProgressListener line, ObjectiveShape shape) {
        this.line = line;
        this.shape = shape;
        this.best = new double[shape.objectives().size()];
        Arrays.fill(best, Double.NaN);
    }

    @Override
    public void accept(StudyProgress progress) {
        if (progress.last().finished().feasible()) {
            double[] values = progress.last().finished().values();
            for (int i = 0; i < best.length; i++) {
                best[i] = Double.isNaN(best[i]) ? values[i] : Math.min(best[i], values[i]);
            }
        }
        pruned += progress.last().state() == TrialState.PRUNED ? 1 : 0;
        failed += progress.last().state() == TrialState.FAILED ? 1 : 0;
        line.progress(text(progress), (double) progress.done() / progress.trials());
    }

    private String text(StudyProgress progress) {
        StringBuilder text = new StringBuilder();
        text.append("trial ").append(progress.done()).append(" of ").append(progress.trials());
        for (int i = 0; i < best.length; i++) {
            if (!Double.isNaN(best[i])) {
                text.append(String.format(
                        Locale.ROOT,
                        ", best %s %.4g",
                        shape.objectives().get(i),
                        shape.directions().get(i).minimised(best[i])));
            }
        }
        if (pruned > 0) {
            text.append(", ").append(pruned).append(" pruned");
        }
        if (failed > 0) {
            text.append(", ").append(failed).append(" failed");
        }
        return text.toString();
    }
}
