package io.quorate.job.load;

import io.quorate.ensemble.BundleSpecs;
import io.quorate.ensemble.BundleWriter;
import io.quorate.feature.FeatureLayout;
import io.quorate.feature.FeatureStep;
import io.quorate.job.fault.UserError;
import io.quorate.learn.EnsembleTrainer;
import io.quorate.learn.ProgressListener;
import io.quorate.learn.SplitOptions;
import io.quorate.learn.TrainOptions;
import io.quorate.learn.TrainingSetBuilder;
import io.quorate.market.BarBuilder;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.model.LabelSpec;
import io.quorate.schema.state.FeatureState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Trains the bundle of a load: default size, on a short synthetic history. Its skill does not matter here. */
public final class LoadBundle {

    private static final int HORIZON_SAMPLES = 10;
    private static final int SYMBOLS = 4;
    private static final int HISTORY_TRADES = 8_000;

    private LoadBundle() {}

    /** Trains, writes and describes a bundle; throws UserError when it cannot be written. */
    public static EnsembleSpec train(FeatureLayout layout, Path file) {
        return train(layout, HISTORY_TRADES, file);
    }

    /** As {@link #train(FeatureLayout, Path)}, on so many trades: another number gives another bundle. */
    public static EnsembleSpec train(FeatureLayout layout, int trades, Path file) {
        FeatureStep features = new FeatureStep(layout);
        TrainingSetBuilder set = new TrainingSetBuilder(
                layout.id(), layout.names(), LabelSpec.direction(HORIZON_SAMPLES), SplitOptions.DEFAULT);
        Map<String, FeatureState> states = new HashMap<>();
        List<MarketEvent> history = LoadMarket.of(SYMBOLS).trades();
        for (MarketEvent trade : history.subList(0, Math.min(trades, history.size()))) {
            FeatureState state = states.computeIfAbsent(trade.symbol(), symbol -> features.newState());
            FeatureVector vector = features.next(state, BarBuilder.sample(trade));
            if (vector != null) {
                set.add(vector);
            }
        }
        try {
            BundleWriter.writeArchive(
                    EnsembleTrainer.train(
                            set.build(), TrainOptions.defaults("load-" + trades, "load"), ProgressListener.NONE),
                    file);
        } catch (IOException e) {
            throw UserError.failed("expected to write the bundle " + file + ", was not possible", e);
        }
        return BundleSpecs.describe(file);
    }
}
