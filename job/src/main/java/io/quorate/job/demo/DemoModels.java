package io.quorate.job.demo;

import io.quorate.ensemble.BundleSpecs;
import io.quorate.ensemble.BundleWriter;
import io.quorate.job.fault.UserError;
import io.quorate.job.training.HistoryOptions;
import io.quorate.job.training.InputKind;
import io.quorate.job.training.MarketHistory;
import io.quorate.job.training.SampleHistory;
import io.quorate.learn.EnsembleTrainer;
import io.quorate.learn.ProgressListener;
import io.quorate.learn.SplitOptions;
import io.quorate.learn.TrainOptions;
import io.quorate.learn.TrainingSetBuilder;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.model.LabelSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Trains the bundles of a demonstration on the trades before a cut. */
final class DemoModels {

    static final long BAR_MS = 60_000;
    static final int HORIZON_BARS = 10;

    private DemoModels() {}

    /** Trains on one-minute bars; direction of the close ten bars on. */
    static EnsembleSpec train(String version, List<MarketEvent> trades, long seed, Path file) {
        HistoryOptions options =
                new HistoryOptions(BAR_MS, Long.MAX_VALUE, List.of(5, 10, 20, 50), HistoryOptions.DEDUPE);
        TrainingSetBuilder set = new TrainingSetBuilder(
                options.layout().id(),
                options.layout().names(),
                LabelSpec.direction(HORIZON_BARS),
                SplitOptions.DEFAULT);
        var counts = SampleHistory.of(new MarketHistory(trades, InputKind.TRADES), options)
                .forEach(set::add);
        if (counts.vectors() == 0) {
            throw UserError.failed("expected history to train on, was " + counts.samples() + " bars");
        }
        TrainOptions training = TrainOptions.builder(version, "demo").seed(seed).build();
        try {
            BundleWriter.writeArchive(EnsembleTrainer.train(set.build(), training, ProgressListener.NONE), file);
        } catch (IOException e) {
            throw UserError.failed("expected to write " + file + ", was " + e.getMessage(), e);
        }
        return BundleSpecs.describe(file);
    }
}
