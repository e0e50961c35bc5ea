package io.quorate.job.backtest;

import io.quorate.ensemble.BundleSpecs;
import io.quorate.ensemble.BundleWriter;
import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.job.training.HistoryCounts;
import io.quorate.job.training.MarketHistory;
import io.quorate.job.training.SampleHistory;
import io.quorate.job.training.TrainingPlan;
import io.quorate.learn.EnsembleTrainer;
import io.quorate.learn.Fold;
import io.quorate.learn.LabelledHistory;
import io.quorate.learn.ProgressListener;
import io.quorate.learn.TrainOptions;
import io.quorate.learn.Training;
import io.quorate.learn.TrainingSetBuilder;
import io.quorate.learn.WalkForward;
import io.quorate.schema.market.MarketEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Trains a bundle for every fold of a walk-forward run, each on what lies before its test span alone, in force from the
 * first event time of that span on, as a live job would have switched. Equal records and plans give equal bundles.
 */
public final class WalkForwardBundles {

    private WalkForwardBundles() {}

    /**
     * Trains and writes the bundles, {@code fold-001.zip} and so on.
     *
     * @param plan of the training; the share of its calibration rows over those of both kinds calibrates, nothing tests
     * @param walk how time is divided
     * @param folder made when the first bundle is there
     * @return the bundles in the order of their effective times
     * @throws UserError when the history is too short, or a fold cannot be learned from
     */
    public static List<TimedBundle> train(
            MarketHistory history, TrainingPlan plan, WalkForward walk, Path folder, ProgressListener listener) {
        listener.progress("samples and features", 0);
        SampleHistory samples = SampleHistory.of(history, plan.history());
        TrainingSetBuilder builder =
                new TrainingSetBuilder(samples.layout().id(), samples.layout().names(), plan.label(), plan.split());
        HistoryCounts counts = samples.forEach(builder::add);
        if (counts.vectors() == 0) {
            throw UserError.failed("expected more than " + samples.layout().warmUpSamples()
                    + " samples of a symbol, was " + counts.samples() + " of " + counts.symbols() + " symbols");
        }
        List<Fold> folds = folds(history, plan, walk);
        LabelledHistory labelled;
        try {
            labelled = builder.labelled();
        } catch (IllegalArgumentException e) {
            throw UserError.failed("expected a history to train on, was not: " + e.getMessage(), e);
        }
        List<TimedBundle> bundles = new ArrayList<>();
        for (int k = 0; k < folds.size(); k++) {
            int fold = k;
            bundles.add(train(
                    labelled,
                    plan,
                    folds.get(k),
                    k + 1,
                    folder,
                    (step, share) -> listener.progress(
                            "fold " + (fold + 1) + " of " + folds.size() + ": " + step,
                            (fold + share) / folds.size())));
        }
        return List.copyOf(bundles);
    }

    private static List<Fold> folds(MarketHistory history, TrainingPlan plan, WalkForward walk) {
        long fromMs = Long.MAX_VALUE;
        long toMs = Long.MIN_VALUE;
        for (MarketEvent event : history.events()) {
            if (event.eventTimeMs() <= plan.history().untilMs()) {
                fromMs = Math.min(fromMs, event.eventTimeMs());
                toMs = Math.max(toMs, event.eventTimeMs() + 1);
            }
        }
        try {
            List<Fold> folds = walk.folds(fromMs, toMs);
            if (folds.isEmpty()) {
                throw UserError.failed("expected history beyond the training span of " + walk.trainMs() + " ms, was "
                        + (toMs - fromMs) + " ms");
            }
            return folds;
        } catch (IllegalArgumentException e) {
            throw UserError.wrongUse("--walk-forward: " + e.getMessage());
        }
    }

    private static TimedBundle train(
            LabelledHistory labelled,
            TrainingPlan plan,
            Fold fold,
            int number,
            Path folder,
            ProgressListener listener) {
        String name = String.format(Locale.ROOT, "fold-%03d", number);
        double calibration = plan.split().calibrationFraction();
        TrainOptions options = plan.train().toBuilder().version(name).build();
        try {
            Training training = EnsembleTrainer.run(
                    labelled.before(
                            fold,
                            calibration / (plan.split().trainFraction() + calibration),
                            plan.split().embargoMs()),
                    options,
                    listener);
            Path file = Files.createDirectories(folder).resolve(name + ".zip");
            BundleWriter.writeArchive(training.bundle(), file);
            return new TimedBundle(
                    file,
                    BundleSpecs.describe(file),
                    fold.testFromMs(),
                    training.bundle().manifest().window().toMs());
        } catch (IllegalArgumentException e) {
            throw UserError.failed(
                    "fold " + number + ", tested from " + fold.testFromMs() + " on: expected a history to train on,"
                            + " was not: " + e.getMessage(),
                    e);
        } catch (IOException e) {
            throw UserError.failed("expected to write " + folder + ", was " + RootCause.of(e), e);
        }
    }
}
