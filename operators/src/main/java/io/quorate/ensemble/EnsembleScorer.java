package io.quorate.ensemble;

import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.model.LabelSpec;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.model.PredictionStatus;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Scores feature vectors: p = sum w p_m / sum w over the members that answered, confidence |2p - 1|, spread = population
 * standard deviation of the p_m.
 *
 * <p>A member answers when its probability is a number and its weight a number &gt;= 0. Sums run in declared order.
 * Holds the scratch of one thread; allocates only the prediction.
 */
public final class EnsembleScorer {
    /** Members that must answer, or the prediction is DEGRADED. */
    public static final int QUORUM = 2;

    private static final String[] NO_NAMES = {};
    private static final double[] NO_NUMBERS = {};
    private static final LabelSpec NO_LABEL = LabelSpec.direction(1);

    private static final int BATCH_ROWS = 128;

    private FeatureRow row = new FeatureRow(0);
    private FeatureBatch batch = new FeatureBatch(0, 1);
    private double[][] batchMembers = {};
    private double[] rowMembers = {};

    /**
     * The prediction for one sample.
     *
     * @param model ensemble in force at the event time; null for none
     * @param ensembleVersion version of that epoch
     * @param weights weights in force, one per member
     * @param weightsVersion window that last changed them; -1 for the prior
     * @param subscribers portfolios to decide for, kept as they are
     */
    public Prediction score(
            FeatureVector features,
            @Nullable EnsembleModel model,
            long ensembleVersion,
            double[] weights,
            long weightsVersion,
            String[] subscribers) {
        if (model == null) {
            return new Prediction(
                    features,
                    PredictionStatus.NO_ENSEMBLE,
                    NO_LABEL,
                    -1,
                    -1,
                    NO_NAMES,
                    NO_NUMBERS,
                    NO_NUMBERS,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    subscribers);
        }
        double[] members = new double[model.members()];
        if (model.layoutId().equals(features.layoutId())) {
            members(model, features.values(), members);
        } else {
            Arrays.fill(members, Double.NaN);
        }
        return score(features, model, ensembleVersion, weights, weightsVersion, subscribers, members);
    }

    /**
     * As above, from what the members say.
     *
     * @param members their probabilities, kept as they are; all NaN for features of another layout
     */
    public Prediction score(
            FeatureVector features,
            EnsembleModel model,
            long ensembleVersion,
            double[] weights,
            long weightsVersion,
            String[] subscribers,
            double[] members) {
        requireSizes(model, weights, members);
        double p = combine(members, weights);
        PredictionStatus status = PredictionStatus.OK;
        if (!model.layoutId().equals(features.layoutId())) {
            status = PredictionStatus.LAYOUT_MISMATCH;
        } else if (Double.isNaN(p)) {
            status = PredictionStatus.DEGRADED;
        }
        return new Prediction(
                features,
                status,
                model.label(),
                ensembleVersion,
                weightsVersion,
                model.memberNames(),
                members,
                weights.clone(),
                p,
                Math.abs(2 * p - 1),
                status == PredictionStatus.OK ? spread(members) : Double.NaN,
                subscribers);
    }

    /**
     * The ensemble probability of one row, NaN below the quorum; also writes the members' probabilities.
     *
     * @throws IllegalArgumentException if sizes disagree with the model
     */
    public double probability(EnsembleModel model, double[] features, double[] weights, double[] members) {
        requireSizes(model, weights, members);
        members(model, features, members);
        return combine(members, weights);
    }

    private static void requireSizes(EnsembleModel model, double[] weights, double[] members) {
        if (weights.length != model.members() || members.length != model.members()) {
            throw new IllegalArgumentException("expected " + model.members() + " weights and probabilities, was "
                    + weights.length + " and " + members.length);
        }
    }

    private void members(EnsembleModel model, double[] features, double[] out) {
        if (row.size() != model.features()) {
            row = new FeatureRow(model.features());
        }
        model.memberProbabilities(row.load(features), out);
    }

    /**
     * What each member says of many rows: the bits of one row at a time, several times faster.
     *
     * @param rows features of each row
     * @param members receives probabilities by row, then member
     */
    public void members(EnsembleModel model, double[][] rows, double[][] members) {
        batches(model, rows, members, null, null);
    }

    /**
     * As {@link #probability} for many rows, the same bits, several times faster.
     *
     * @param rows features of each row
     * @param members probabilities by row, then member; null when they are not wanted
     * @param out ensemble probability of each row
     * @throws IllegalArgumentException if sizes disagree with the model
     */
    public void probabilities(
            EnsembleModel model, double[][] rows, double[] weights, double @Nullable [][] members, double[] out) {
        if (weights.length != model.members() || out.length < rows.length) {
            throw new IllegalArgumentException("expected " + model.members() + " weights and " + rows.length
                    + " places, was " + weights.length + " and " + out.length);
        }
        batches(model, rows, members, weights, out);
    }

    private void batches(
            EnsembleModel model,
            double[][] rows,
            double @Nullable [][] members,
            double @Nullable [] weights,
            double @Nullable [] out) {
        if (batch.features() != model.features() || batchMembers.length != model.members()) {
            batch = new FeatureBatch(model.features(), BATCH_ROWS);
            batchMembers = new double[model.members()][BATCH_ROWS];
            rowMembers = new double[model.members()];
        }
        for (int from = 0; from < rows.length; from += BATCH_ROWS) {
            batch.load(rows, from, Math.min(BATCH_ROWS, rows.length - from));
            for (int m = 0; m < batchMembers.length; m++) {
                model.memberProbabilities(m, batch, batchMembers[m]);
            }
            for (int i = 0; i < batch.rows(); i++) {
                double[] p = members == null ? rowMembers : members[from + i];
                for (int m = 0; m < batchMembers.length; m++) {
                    p[m] = batchMembers[m][i];
                }
                if (weights != null && out != null) {
                    out[from + i] = combine(p, weights);
                }
            }
        }
    }

    /** Weighted mean over the members that answered; NaN below the quorum. */
    public static double combine(double[] members, double[] weights) {
        double weighted = 0;
        double total = 0;
        int answered = 0;
        for (int m = 0; m < members.length; m++) {
            double w = weights[m];
            if (!Double.isNaN(members[m]) && w >= 0 && w < Double.POSITIVE_INFINITY) {
                weighted += w * members[m];
                total += w;
                answered++;
            }
        }
        return answered >= QUORUM && total > 0 ? weighted / total : Double.NaN;
    }

    private static double spread(double[] members) {
        double sum = 0;
        int n = 0;
        for (double p : members) {
            if (!Double.isNaN(p)) {
                sum += p;
                n++;
            }
        }
        double mean = sum / n;
        double squares = 0;
        for (double p : members) {
            if (!Double.isNaN(p)) {
                squares += (p - mean) * (p - mean);
            }
        }
        return StrictMath.sqrt(squares / n);
    }
}
