package io.quorate.job.training;

import io.quorate.feature.FeatureLayout;
import io.quorate.job.fault.UserError;
import io.quorate.learn.EnsembleTrainer;
import io.quorate.learn.ProgressListener;
import io.quorate.learn.TrainOptions;
import io.quorate.learn.Training;
import io.quorate.learn.TrainingSet;
import io.quorate.learn.TrainingSetBuilder;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Trains a bundle on a history: the same records and plan give the same bytes. */
public final class BundleTraining {
    private static final double READING_SHARE = 0.1;

    private BundleTraining() {}

    /**
     * Trains and verifies a bundle.
     *
     * @throws UserError when the history is too short, or one-sided, for the plan
     */
    public static TrainedBundle train(MarketHistory history, TrainingPlan plan, ProgressListener listener) {
        listener.progress("samples and features", 0);
        SampleHistory samples = SampleHistory.of(history, plan.history());
        FeatureLayout layout = samples.layout();
        TrainingSetBuilder builder = new TrainingSetBuilder(layout.id(), layout.names(), plan.label(), plan.split());
        HistoryCounts counts = samples.forEach(builder::add);
        if (counts.vectors() == 0) {
            throw UserError.failed("expected more than " + layout.warmUpSamples() + " samples of a symbol, was "
                    + counts.samples() + " of " + counts.symbols() + " symbols from " + counts.records() + " records"
                    + (counts.rejected() == 0
                            ? ""
                            : ", " + counts.rejected() + " rejected, the first " + samples.firstRejection()));
        }
        Training training = train(builder::build, plan.train(), listener);
        return new TrainedBundle(training, counts, samples.firstRejection(), null);
    }

    /**
     * Trains and verifies a bundle on a table of features.
     *
     * @throws UserError when the table is not as expected or cannot teach
     */
    public static TrainedBundle train(
            Path table, FeatureTableOptions columns, TrainOptions options, ProgressListener listener) {
        FeatureTable features = FeatureTable.read(
                table, columns, (step, fraction) -> listener.progress(step, READING_SHARE * fraction));
        return new TrainedBundle(train(features::set, options, listener), null, null, features.counts());
    }

    private static Training train(Supplier<TrainingSet> rows, TrainOptions options, ProgressListener listener) {
        try {
            return EnsembleTrainer.run(
                    rows.get(),
                    options,
                    (step, fraction) -> listener.progress(step, READING_SHARE + (1 - READING_SHARE) * fraction));
        } catch (IllegalArgumentException e) {
            throw UserError.failed("expected a history to train on, was not: " + e.getMessage(), e);
        }
    }
}
