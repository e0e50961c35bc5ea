package io.quorate.job.scenario;

import io.quorate.ensemble.BundleContents;
import io.quorate.ensemble.BundleSpecs;
import io.quorate.ensemble.BundleWriter;
import io.quorate.feature.FeatureLayout;
import io.quorate.feature.FeatureStep;
import io.quorate.learn.EnsembleTrainer;
import io.quorate.learn.ProgressListener;
import io.quorate.learn.SplitOptions;
import io.quorate.learn.TrainOptions;
import io.quorate.learn.TrainingSetBuilder;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.Sample;
import io.quorate.schema.model.LabelSpec;
import io.quorate.schema.state.FeatureState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** Small real bundles, trained in seconds on random walks with momentum. */
public final class TestBundles {

    private static final Map<Long, BundleContents> TRAINED = new ConcurrentHashMap<>();

    private TestBundles() {}

    /** Writes a bundle and describes it for publishing; its horizon is 5 samples. Equal seeds are trained once a process. */
    public static EnsembleSpec train(Path file, long seed) throws IOException {
        BundleWriter.writeArchive(TRAINED.computeIfAbsent(seed, TestBundles::train), file);
        return BundleSpecs.describe(file);
    }

    private static BundleContents train(long seed) {
        FeatureLayout layout = FeatureLayout.standard();
        FeatureStep features = new FeatureStep(layout);
        TrainingSetBuilder set =
                new TrainingSetBuilder(layout.id(), layout.names(), LabelSpec.direction(5), SplitOptions.DEFAULT);
        Random random = new Random(seed);
        FeatureState state = features.newState();
        double price = 100;
        double drift = 0;
        for (int i = 0; i < 1_500; i++) {
            drift = 0.9 * drift + 0.0006 * random.nextGaussian();
            price *= StrictMath.exp(drift + 0.001 * random.nextGaussian());
            FeatureVector vector =
                    features.next(state, new Sample("WALK", 1_000L * i, price, price, price, price, 1, 1, price));
            if (vector != null) {
                set.add(vector);
            }
        }
        TrainOptions options = TrainOptions.builder("test-" + seed, "test")
                .seed(seed)
                .forestTrees(12)
                .forestDepth(5)
                .boostRounds(15)
                .boostDepth(3)
                .build();
        return EnsembleTrainer.train(set.build(), options, ProgressListener.NONE);
    }
}
