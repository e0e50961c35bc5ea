package io.quorate.ensemble;

import io.quorate.schema.model.LabelSpec;
import io.quorate.schema.model.ReferenceProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A verified ensemble: what it predicts, from which layout, and its calibrated members in declared order.
 *
 * <p>Immutable and shared by the threads of a process; scratch belongs to the caller, see {@link EnsembleScorer}.
 */
public final class EnsembleModel {
    /** The members training makes, in the order it declares them. */
    public static final List<String> MEMBER_ORDER = List.of("random_forest", "xgboost", "svm", "logistic");

    private final String version;
    private final String sha256;
    private final String layoutId;
    private final List<String> featureNames;
    private final LabelSpec label;
    private final Member[] members;
    private final Calibration[] calibrations;
    private final String[] memberNames;
    private final double[] priorWeights;
    private final @Nullable RegimeFilter regime;
    private @Nullable ReferenceProfile reference;
    private @Nullable EnsembleModel mapped;

    /**
     * Binds members to their calibration and prior weight.
     *
     * @param version free text of whoever trained it
     * @param sha256 digest of the archive
     * @throws IllegalArgumentException if sizes differ, names repeat, or weights are not positive numbers summing to 1
     */
    public EnsembleModel(
            String version,
            String sha256,
            String layoutId,
            List<String> featureNames,
            LabelSpec label,
            List<Member> members,
            List<Calibration> calibrations,
            double[] priorWeights) {
        this(version, sha256, layoutId, featureNames, label, members, calibrations, priorWeights, null);
    }

    /**
     * As above, with the filter of the hidden Markov model of regimes.
     *
     * @param regime null for none
     */
    public EnsembleModel(
            String version,
            String sha256,
            String layoutId,
            List<String> featureNames,
            LabelSpec label,
            List<Member> members,
            List<Calibration> calibrations,
            double[] priorWeights,
            @Nullable RegimeFilter regime) {
        this.regime = regime;
        this.version = Objects.requireNonNull(version, "version");
        this.sha256 = Objects.requireNonNull(sha256, "sha256");
        this.layoutId = Objects.requireNonNull(layoutId, "layoutId");
        this.featureNames = List.copyOf(featureNames);
        this.label = Objects.requireNonNull(label, "label");
        this.members = members.toArray(Member[]::new);
        this.calibrations = calibrations.toArray(Calibration[]::new);
        this.priorWeights = priorWeights.clone();
        List<String> names = new ArrayList<>();
        members.forEach(m -> names.add(m.name()));
        this.memberNames = names.toArray(String[]::new);
        int n = this.members.length;
        if (n == 0 || this.calibrations.length != n || priorWeights.length != n) {
            throw new IllegalArgumentException("expected a calibration and a weight for each of " + n + " members, was "
                    + calibrations.size() + " and " + priorWeights.length);
        }
        if (names.stream().distinct().count() != n) {
            throw new IllegalArgumentException("expected distinct member names, was " + names);
        }
        requireWeights(priorWeights);
    }

    private static void requireWeights(double[] weights) {
        double sum = 0;
        for (double w : weights) {
            if (!(w > 0 && w <= 1)) {
                throw new IllegalArgumentException("expected prior weights in (0, 1], was " + w);
            }
            sum += w;
        }
        if (Math.abs(sum - 1) > 1e-9) {
            throw new IllegalArgumentException("expected prior weights that sum to 1, was " + sum);
        }
    }

    /**
     * The same model for rows in another order of its columns; itself when that is its own. Mapped once and then shared;
     * costs nothing a row.
     *
     * @throws BundleRefusedException LAYOUT_MISMATCH if these are not the same columns
     */
    public synchronized EnsembleModel inOrder(List<String> columns) {
        if (featureNames.equals(columns)) {
            return this;
        }
        EnsembleModel known = mapped;
        if (known == null || !known.featureNames.equals(columns)) {
            known = map(columns);
            mapped = known;
        }
        return known;
    }

    private EnsembleModel map(List<String> columns) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            places.put(columns.get(i), i);
        }
        if (columns.size() != featureNames.size() || !places.keySet().containsAll(featureNames)) {
            throw new BundleRefusedException(
                    BundleRefusal.LAYOUT_MISMATCH,
                    "expected the columns " + columns + " in any order, was " + featureNames);
        }
        int[] to = featureNames.stream().mapToInt(places::get).toArray();
        try {
            return new EnsembleModel(
                            version,
                            sha256,
                            layoutId,
                            columns,
                            label,
                            Arrays.stream(members).map(m -> m.inOrder(to)).toList(),
                            List.of(calibrations),
                            priorWeights,
                            regime == null ? null : regime.inOrder(columns))
                    .madeFrom(reference == null ? null : reference.inOrder(columns));
        } catch (IllegalArgumentException e) {
            throw new BundleRefusedException(BundleRefusal.LAYOUT_MISMATCH, String.valueOf(e.getMessage()), e);
        }
    }

    /** Writes the calibrated probabilities of one member for each row of a batch, the bits it gives row by row. */
    void memberProbabilities(int m, FeatureBatch batch, double[] out) {
        members[m].margins(batch, out);
        for (int i = 0; i < batch.rows(); i++) {
            out[i] = calibrations[m].probability(out[i]);
        }
    }

    /** Writes each member's calibrated probability in declared order; NaN = no answer. */
    void memberProbabilities(FeatureRow row, double[] out) {
        for (int m = 0; m < members.length; m++) {
            out[m] = calibrations[m].probability(members[m].margin(row));
        }
    }

    public String version() {
        return version;
    }

    public String sha256() {
        return sha256;
    }

    public String layoutId() {
        return layoutId;
    }

    public List<String> featureNames() {
        return featureNames;
    }

    public int features() {
        return featureNames.size();
    }

    public LabelSpec label() {
        return label;
    }

    public int members() {
        return members.length;
    }

    Member member(int m) {
        return members[m];
    }

    public String[] memberNames() {
        return memberNames.clone();
    }

    /** Filter of the regimes; null when the bundle has none. */
    public @Nullable RegimeFilter regime() {
        return regime;
    }

    /** What it was made from; null when the bundle does not say. */
    public @Nullable ReferenceProfile reference() {
        return reference;
    }

    /** This model with what it was made from, before it is shared. */
    EnsembleModel madeFrom(@Nullable ReferenceProfile profile) {
        reference = profile;
        return this;
    }

    public double[] priorWeights() {
        return priorWeights.clone();
    }
}
