package io.quorate.ensemble;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quorate.schema.model.LabelSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says of itself: {@code manifest.json}. No wall clock, so that equal training gives equal bytes.
 *
 * @param v version of this format
 * @param version free text of whoever trained it
 * @param layoutId feature layout it was trained on
 * @param featureNames names in the order of the columns its members were trained with: that of the layout, or
 *     another order of the same names, which is mapped by name when the bundle is loaded
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

    private static final int MAX_MEMBERS = 64;

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
        if (members.size() < EnsembleScorer.QUORUM || members.size() > MAX_MEMBERS) {
            throw new IllegalArgumentException(
                    "expected " + EnsembleScorer.QUORUM + ".." + MAX_MEMBERS + " members, was " + members.size());
        }
        requireDistinct("names", members.stream().map(MemberEntry::name).toList());
        requireDistinct("files", members.stream().map(MemberEntry::file).toList());
    }

    private static void requireDistinct(String what, List<String> values) {
        if (values.stream().distinct().count() != values.size()) {
            throw new IllegalArgumentException("expected distinct " + what + " of members, was " + values);
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
     * @param kind how the file is read, see {@link MemberKind}; null for the kind its name implies
     */
    public record MemberEntry(
            String name,
            String file,
            Calibration calibration,
            double priorWeight,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String kind) {

        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,47}");

        public MemberEntry {
            Objects.requireNonNull(calibration, "calibration");
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "expected a member name of up to 48 letters, digits, _, . and -, was '" + name + "'");
            }
        }

        /** A member of the kind its file name implies. */
        public MemberEntry(String name, String file, Calibration calibration, double priorWeight) {
            this(name, file, calibration, priorWeight, null);
        }

        /** As bundles carry it: the kind may be left out. */
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static MemberEntry read(Fields fields) {
            if (fields.name == null
                    || fields.file == null
                    || fields.calibration == null
                    || fields.priorWeight == null) {
                throw new IllegalArgumentException(
                        "expected name, file, calibration and priorWeight of a member, was one missing");
            }
            return new MemberEntry(fields.name, fields.file, fields.calibration, fields.priorWeight, fields.kind);
        }

        /** The JSON object, kind optional. */
        static final class Fields {
            public @Nullable String name;
            public @Nullable String file;
            public @Nullable Calibration calibration;
            public @Nullable Double priorWeight;
            public @Nullable String kind;
        }
    }

    /**
     * Event time the rows span, epoch ms.
     *
     * @param fromMs first row of the training split
     * @param toMs last row of the calibration split: nothing later was fitted on
     */
    public record TrainingWindow(long fromMs, long toMs) {}
}
