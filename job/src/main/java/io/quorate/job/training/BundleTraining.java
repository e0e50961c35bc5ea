package io.quorate.job.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.ensemble.BundleContents;
import io.quorate.ensemble.BundleEntry;
import io.quorate.feature.FeatureLayout;
import io.quorate.job.fault.UserError;
import io.quorate.learn.EnsembleTrainer;
import io.quorate.learn.ProgressListener;
import io.quorate.learn.TrainingMetrics;
import io.quorate.learn.TrainingSet;
import io.quorate.learn.TrainingSetBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Trains a bundle on a history: the same records and plan give the same bytes. */
public final class BundleTraining {
    private static final double SAMPLES_SHARE = 0.1;

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
        try {
            TrainingSet rows = builder.build();
            BundleContents bundle = EnsembleTrainer.train(
                    rows,
                    plan.train(),
                    (step, fraction) -> listener.progress(step, SAMPLES_SHARE + (1 - SAMPLES_SHARE) * fraction));
            return new TrainedBundle(bundle, metrics(bundle), counts, samples.firstRejection());
        } catch (IllegalArgumentException e) {
            throw UserError.failed("expected a history to train on, was not: " + e.getMessage(), e);
        }
    }

    private static TrainingMetrics metrics(BundleContents bundle) {
        try {
            return new ObjectMapper().readValue(bundle.file(BundleEntry.METRICS), TrainingMetrics.class);
        } catch (IOException e) {
            throw new UncheckedIOException("expected the metrics that were just written", e);
        }
    }
}
