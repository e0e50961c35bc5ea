package io.quorate.lookahead;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.ensemble.BundleManifest;
import io.quorate.ensemble.BundleManifest.MemberEntry;
import io.quorate.ensemble.BundleManifest.TrainingWindow;
import io.quorate.ensemble.FeatureScaler;
import io.quorate.ensemble.PlattCalibration;
import io.quorate.ensemble.ScalerKind;
import io.quorate.learn.Split;
import io.quorate.learn.TrainingRow;
import io.quorate.learn.TrainingSet;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.market.Sample;
import io.quorate.schema.model.LabelSpec;
import io.quorate.schema.model.ReferenceColumn;
import io.quorate.schema.model.ReferenceMember;
import io.quorate.schema.model.ReferenceProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bundles that were made from what they decide are named; an honest one passes. */
class BundleCheckTest {
    private static final List<String> NAMES = List.of("level", "noise", "flat");
    private static final int HORIZON = 5;
    private static final long STEP_MS = 60_000;
    private static final int TRAIN = 300;
    private static final int CALIBRATION = 100;
    private static final int ALL = 600;
    private static final List<FeatureVector> VECTORS = vectors();
    private static final TrainingWindow WINDOW = new TrainingWindow(ms(0), ms(TRAIN + CALIBRATION - 1 - HORIZON));
    private static final SplitCounts COUNTS =
            new SplitCounts(TRAIN, CALIBRATION, Map.of("one", (long) TRAIN + CALIBRATION));

    @Test
    void anHonestBundlePasses() {
        BundleCheck.Finding finding = check(scaler(TRAIN, ScalerKind.STANDARD), COUNTS, ms(TRAIN + CALIBRATION));
        assertThat(finding.offenders()).isEmpty();
        assertThat(finding.notTested()).isEmpty();
        assertThat(finding.cleanFromMs()).isEqualTo(ms(TRAIN + CALIBRATION - 1));
        assertThat(check(scaler(TRAIN, ScalerKind.ROBUST), COUNTS, ms(TRAIN + CALIBRATION))
                        .offenders())
                .isEmpty();
    }

    @Test
    void labelsThatReachIntoTheBacktestAreNamed() {
        BundleCheck.Finding finding = check(scaler(TRAIN, ScalerKind.STANDARD), COUNTS, ms(TRAIN + CALIBRATION - 3));
        assertThat(finding.offenders()).singleElement().satisfies(offender -> {
            assertThat(offender.column()).isEqualTo("label horizon");
            assertThat(offender.reachMs()).isEqualTo(2 * STEP_MS);
        });
    }

    @Test
    void aWindowThatReachesIntoTheBacktestIsNamed() {
        assertThat(check(scaler(TRAIN, ScalerKind.STANDARD), COUNTS, ms(200)).offenders())
                .extracting(Offender::column)
                .containsExactly("training window", "label horizon");
    }

    @Test
    void aScalerOfTheWholeSampleIsNamed() {
        for (ScalerKind kind : ScalerKind.values()) {
            assertThat(check(scaler(ALL, kind), COUNTS, ms(TRAIN + CALIBRATION)).offenders())
                    .as("%s", kind)
                    .singleElement()
                    .satisfies(offender -> {
                        assertThat(offender.column()).isEqualTo("scaler");
                        assertThat(offender.tsMs()).isEqualTo(ms(ALL - 1));
                    });
        }
    }

    @Test
    void aScalerCannotBeTestedWithoutItsRows() {
        BundleCheck.Finding finding = BundleCheck.of(
                manifest(scaler(ALL, ScalerKind.STANDARD)),
                reference(TRAIN, CALIBRATION),
                COUNTS,
                VECTORS.subList(TRAIN, ALL),
                NAMES,
                ms(TRAIN + CALIBRATION));
        assertThat(finding.offenders()).isEmpty();
        assertThat(finding.notTested()).singleElement().asString().startsWith("scaler: expected a history that holds");
    }

    @Test
    void aCalibrationAndAReferenceOnRowsOfTheTestAreNamed() {
        SplitCounts all = new SplitCounts(TRAIN, CALIBRATION, Map.of("one", (long) ALL));
        BundleCheck.Finding finding = BundleCheck.of(
                manifest(scaler(TRAIN, ScalerKind.STANDARD)),
                reference(ALL, CALIBRATION + 1),
                all,
                VECTORS,
                NAMES,
                ms(TRAIN + CALIBRATION));
        assertThat(finding.offenders())
                .extracting(Offender::column)
                .containsExactlyInAnyOrder(
                        "calibration of one", "reference of the features", "reference of the members");
    }

    @Test
    void splitsWhoseLabelsReachIntoALaterOneAreNamed() {
        assertThat(SplitCheck.of(rows(HORIZON))).isEmpty();
        assertThat(SplitCheck.of(rows(HORIZON - 1)))
                .extracting(Offender::column)
                .containsExactly("label of train rows", "label of calibration rows");
        assertThat(SplitCheck.of(rows(0))).allSatisfy(offender -> {
            assertThat(offender.values()).isEqualTo(HORIZON);
            assertThat(offender.was()).startsWith("known at ");
        });
    }

    /** Rows of three splits with so many left out between them. */
    private static TrainingSet rows(int purged) {
        List<TrainingRow> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Split split = List.of(Split.TRAIN, Split.CALIBRATION, Split.TEST).get(i / 100);
            boolean left = i % 100 >= 100 - purged && split != Split.TEST;
            rows.add(
                    new TrainingRow("A", ms(i), ms(i + HORIZON), new double[] {1}, i % 2, left ? Split.PURGED : split));
        }
        return new TrainingSet("layout", List.of("x"), LabelSpec.direction(HORIZON), rows);
    }

    private static BundleCheck.Finding check(FeatureScaler scaler, SplitCounts counts, long decidesFromMs) {
        return BundleCheck.of(manifest(scaler), reference(TRAIN, CALIBRATION), counts, VECTORS, NAMES, decidesFromMs);
    }

    private static BundleManifest manifest(FeatureScaler scaler) {
        return new BundleManifest(
                1,
                "v1",
                "layout",
                NAMES,
                scaler,
                List.of(
                        new MemberEntry("one", "one.json", new PlattCalibration(1, 0), 0.5),
                        new MemberEntry("two", "two.json", new PlattCalibration(1, 0), 0.5)),
                LabelSpec.direction(HORIZON),
                WINDOW,
                "00",
                "test",
                Map.of());
    }

    private static ReferenceProfile reference(int features, int members) {
        List<ReferenceMember> outputs = new ArrayList<>();
        for (String name : List.of("one", "two", ReferenceProfile.ENSEMBLE)) {
            outputs.add(new ReferenceMember(name, reference(name, members), 0.2, 0.1, 0.5, new int[0], new double[0]));
        }
        return new ReferenceProfile(
                1, NAMES.stream().map(name -> reference(name, features)).toList(), outputs);
    }

    private static ReferenceColumn reference(String name, int rows) {
        double[] none = {};
        return new ReferenceColumn(
                name, new double[] {0}, new long[] {1, rows - 2}, 1, 0.5, new int[0], none, none, none, none);
    }

    private static FeatureScaler scaler(int rows, ScalerKind kind) {
        double[] centre = new double[NAMES.size()];
        double[] scale = new double[NAMES.size()];
        for (int j = 0; j < centre.length; j++) {
            int column = j;
            double[] x = VECTORS.subList(0, rows).stream()
                    .mapToDouble(v -> v.values()[column])
                    .filter(v -> !Double.isNaN(v))
                    .sorted()
                    .toArray();
            double mean = Arrays.stream(x).sum() / x.length;
            double spread = StrictMath.sqrt(
                    Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / x.length);
            if (kind == ScalerKind.ROBUST) {
                centre[j] = quantile(x, 0.5);
                spread = (quantile(x, 0.75) - quantile(x, 0.25)) / 1.3489795003921634;
            } else {
                centre[j] = mean;
            }
            scale[j] = spread > 0 ? spread : 1;
        }
        return new FeatureScaler(kind, centre, scale);
    }

    private static double quantile(double[] sorted, double q) {
        double at = (sorted.length - 1) * q;
        int low = (int) at;
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
    }

    private static long ms(int i) {
        return 1_700_000_000_000L + i * STEP_MS;
    }

    /** A level that wanders, noise with gaps, a constant. */
    private static List<FeatureVector> vectors() {
        Random random = new Random(9);
        List<FeatureVector> vectors = new ArrayList<>();
        double level = 0;
        for (int i = 0; i < ALL; i++) {
            level += random.nextGaussian();
            double[] values = {level, i % 7 == 0 ? Double.NaN : random.nextGaussian(), 4};
            Sample sample = new Sample("A", ms(i), 1, 1, 1, 1, 1, 1, 1);
            vectors.add(new FeatureVector(sample, i, "layout", values, VolatilityRegime.NORMAL, 0.01));
        }
        return vectors;
    }
}
