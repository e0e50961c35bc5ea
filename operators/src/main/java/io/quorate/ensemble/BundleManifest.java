package io.quorate.ensemble;

import io.quorate.schema.model.LabelSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a bundle says of itself: {@code manifest.json}. No wall clock, so that equal training gives equal bytes.
 *
 * @param v version of this format
 * @param version free text of whoever trained it
 * @param layoutId feature layout it was trained on
 * @param featureNames names in layout order
 * @param scaler standardisation of the linear members
 * @param members members in declared order
 * @param label what the probability is of
 * @param window event time of the rows it learned from
 * @param dataSha256 digest of those rows
 * @param codeVersion version of the code that trained it
 * @param files SHA-256 of every other file
 */
public record BundleManifest(
        int v,
        String version,
        String layoutId,
        List<String> featureNames,
        FeatureScaler scaler,
        List<MemberEntry> members,
        LabelSpec label,
        TrainingWindow window,
        String dataSha256,
        String codeVersion,
        Map<String, String> files) {

    /** The only format version there is. */
    public static final int FORMAT = 1;

    public BundleManifest {
        if (v != FORMAT) {
            throw new IllegalArgumentException("expected format version " + FORMAT + ", was " + v);
        }
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(layoutId, "layoutId");
        featureNames = List.copyOf(featureNames);
        members = List.copyOf(members);
        files = Map.copyOf(files);
        if (featureNames.isEmpty() || featureNames.stream().distinct().count() != featureNames.size()) {
            throw new IllegalArgumentException("expected distinct feature names, was " + featureNames);
        }
        if (scaler.size() != featureNames.size()) {
            throw new IllegalArgumentException(
                    "expected a scaler of " + featureNames.size() + " features, was " + scaler.size());
        }
        List<String> names = members.stream().map(MemberEntry::name).toList();
        if (!names.equals(EnsembleModel.MEMBER_ORDER)) {
            throw new IllegalArgumentException("expected members " + EnsembleModel.MEMBER_ORDER + ", was " + names);
        }
    }

    /** The same manifest with these checksums. */
    BundleManifest withFiles(Map<String, String> checksums) {
        return new BundleManifest(
                v,
                version,
                layoutId,
                featureNames,
                scaler,
                members,
                label,
                window,
                dataSha256,
                codeVersion,
                new TreeMap<>(checksums));
    }

    double[] priorWeights() {
        return members.stream().mapToDouble(MemberEntry::priorWeight).toArray();
    }

    /**
     * One member.
     *
     * @param name member name
     * @param file its file in the bundle
     * @param calibration margin to probability
     * @param priorWeight weight until credits change it
     */
    public record MemberEntry(String name, String file, Calibration calibration, double priorWeight) {}

    /**
     * Event time the rows span, epoch ms.
     *
     * @param fromMs first row of the training split
     * @param toMs last row of the calibration split: nothing later was fitted on
     */
    public record TrainingWindow(long fromMs, long toMs) {}
}
