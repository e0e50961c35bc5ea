package io.quorate.job.tune;

import io.quorate.ensemble.BundleContents;
import io.quorate.ensemble.EnsembleModel;
import io.quorate.ensemble.EnsembleScorer;
import io.quorate.ensemble.Sha256;
import io.quorate.learn.CalibrationChoice;
import io.quorate.learn.EnsembleTrainer;
import io.quorate.learn.Fold;
import io.quorate.learn.LabelledHistory;
import io.quorate.learn.ProgressListener;
import io.quorate.learn.TrainOptions;
import io.quorate.learn.TreeOptions;
import io.quorate.schema.control.EnsembleSpec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Feature vectors, labels and models, each made once for all trials that need the same. Thread-safe. */
final class TrialModels {
    private static final long LABEL_BYTES = 64;
    private static final long NODE_BYTES = 16;

    /** An eighth of what is kept at most. */
    private static final long MOST_BUDGET_BYTES = 128L << 20;

    private static final long PROBABILITIES_BYTES = 56;

    private final TrialHistory history;
    private final BoundedCache<TrialPlan.FeatureKey, VectorHistory> vectors;
    private final BoundedCache<TrialPlan.LabelKey, LabelledHistory> labels;
    private final BoundedCache<ModelKey, TrainedFold> trained;

    /** What a model and its answers depend on. */
    private record ModelKey(TrialPlan.LabelKey labels, Fold fold, TrainOptions train, double calibrationFraction) {}

    TrialModels(TrialHistory history) {
        this.history = history;
        long budget = Math.min(MOST_BUDGET_BYTES, Runtime.getRuntime().maxMemory() / 16);
        this.vectors = new BoundedCache<>(4 * budget, VectorHistory::bytes);
        this.labels = new BoundedCache<>(budget, labelled -> LABEL_BYTES * labelled.rows());
        this.trained = new BoundedCache<>(3 * budget, TrainedFold::bytes);
    }

    /** How members are fitted unless a path says otherwise: small, for a search trains thousands. */
    TrainOptions cheap(long seed) {
        String version = TrialModels.class.getPackage().getImplementationVersion();
        return TrainOptions.builder("tuned", version == null ? "(unpackaged)" : version)
                .seed(seed)
                .threads(1)
                .forestTrees(20)
                .forestDepth(5)
                .forestColumnShare(0.3)
                .boostRounds(40)
                .boostDepth(3)
                .learningRate(0.1)
                .svmCost(0.0002)
                .logisticCost(0.001)
                .linearTolerance(0.01)
                .bins(64)
                .earlyStoppingRounds(0)
                .calibration(CalibrationChoice.PLATT)
                .calibrationFolds(0)
                .regimeStates(0)
                .build();
    }

    VectorHistory vectors(TrialPlan plan) throws TrialFailedException, InterruptedException {
        VectorHistory made = vectors.get(
                plan.featureKey(), () -> VectorHistory.of(history.market(), plan.pipeline(), plan.warmUpSamples()));
        if (made.size() == 0) {
            throw new TrialFailedException("expected more than "
                    + (plan.pipeline().layout().warmUpSamples() + plan.warmUpSamples())
                    + " samples of a symbol, was fewer in "
                    + history.market().events().size() + " records");
        }
        return made;
    }

    private LabelledHistory labels(TrialPlan plan, VectorHistory from) throws InterruptedException {
        return labels.get(
                plan.labelKey(),
                () -> LabelledHistory.of(from.layout().id(), from.layout().names(), plan.label(), from.histories()));
    }

    /** The model of a fold; throws TrialFailedException when its rows cannot teach. */
    TrainedFold trained(TrialPlan plan, Fold fold) throws TrialFailedException, InterruptedException {
        ModelKey key = new ModelKey(plan.labelKey(), fold, plan.train(), plan.calibrationFraction());
        try {
            VectorHistory from = vectors(plan);
            return trained.get(key, () -> train(key, plan, from));
        } catch (IllegalArgumentException e) {
            throw new TrialFailedException("fold tested from " + fold.testFromMs() + " on: " + e.getMessage(), e);
        }
    }

    private TrainedFold train(ModelKey key, TrialPlan plan, VectorHistory from) throws InterruptedException {
        String identity = Sha256.of(key.toString().getBytes(StandardCharsets.UTF_8));
        EnsembleModel model = EnsembleTrainer.model(
                labels(plan, from).before(key.fold(), plan.calibrationFraction(), plan.embargoMs()),
                plan.train(),
                identity);
        int first = from.firstFrom(key.fold().testFromMs());
        int end = from.firstFrom(key.fold().testToMs());
        double[][] rows = new double[end - first][];
        Arrays.setAll(rows, i -> from.vector(first + i).values());
        double[][] probabilities = new double[rows.length][model.members()];
        new EnsembleScorer().members(model, rows, probabilities);
        EnsembleSpec spec = new EnsembleSpec(
                "memory:" + identity,
                identity,
                0,
                model.layoutId(),
                model.label(),
                List.of(model.memberNames()),
                Arrays.stream(model.priorWeights()).boxed().toList());
        long bytes = PROBABILITIES_BYTES * rows.length + nodes(plan.train()) * NODE_BYTES;
        return new TrainedFold(model, spec, probabilities, bytes);
    }

    private static long nodes(TrainOptions train) {
        return nodes(train.forest()) + nodes(train.boosting()) + 4_096;
    }

    private static long nodes(TreeOptions trees) {
        return trees.trees() * (2L << Math.min(trees.depth(), 10));
    }

    /** A complete bundle, trained on everything before the hold-out. */
    BundleContents bundle(TrialPlan plan) throws TrialFailedException, InterruptedException {
        Fold fold = history.beforeHoldOut(plan);
        try {
            LabelledHistory labelled = labels(plan, vectors(plan));
            return EnsembleTrainer.train(
                    labelled.before(fold, plan.calibrationFraction(), plan.embargoMs()),
                    plan.train(),
                    ProgressListener.NONE);
        } catch (IllegalArgumentException e) {
            throw new TrialFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    String use() {
        return "features " + vectors.made() + " made of " + vectors.asked() + " asked, models " + trained.made()
                + " of " + trained.asked();
    }
}
