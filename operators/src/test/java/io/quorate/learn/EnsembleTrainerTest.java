package io.quorate.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.ensemble.BundleContents;
import io.quorate.ensemble.BundleEntry;
import io.quorate.ensemble.BundleReader;
import io.quorate.ensemble.BundleRefusal;
import io.quorate.ensemble.BundleRefusedException;
import io.quorate.ensemble.BundleWriter;
import io.quorate.ensemble.EnsembleModel;
import io.quorate.ensemble.EnsembleScorer;
import io.quorate.ensemble.FeatureScaler;
import io.quorate.ensemble.ScalerKind;
import io.quorate.ensemble.Sha256;
import io.quorate.ensemble.XgboostModelReader;
import io.quorate.schema.model.LabelSpec;
import io.quorate.schema.model.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnsembleTrainerTest {
    private static final TrainOptions OPTIONS = TrainOptions.builder("v1", "test")
            .forestTrees(30)
            .forestDepth(6)
            .boostRounds(40)
            .boostDepth(4)
            .build();
    private static final long MAX = 64 << 20;

    private static TrainingSet direction;
    private static BundleContents bundle;

    @BeforeAll
    static void train() {
        direction = set(LabelSpec.direction(1));
        bundle = EnsembleTrainer.train(direction, OPTIONS, ProgressListener.NONE);
    }

    @Test
    void equalRowsAndOptionsGiveEqualBytes() {
        byte[] again = BundleWriter.archive(
                EnsembleTrainer.train(set(LabelSpec.direction(1)), OPTIONS, ProgressListener.NONE));
        assertThat(Sha256.of(again)).isEqualTo(Sha256.of(BundleWriter.archive(bundle)));
    }

    @Test
    void twoThreadsAreDeterministicToo() {
        TrainOptions options =
                OPTIONS.toBuilder().threads(2).calibrationFolds(0).build();
        String first =
                Sha256.of(BundleWriter.archive(EnsembleTrainer.train(direction, options, ProgressListener.NONE)));
        for (int i = 0; i < 3; i++) {
            byte[] again = BundleWriter.archive(EnsembleTrainer.train(direction, options, ProgressListener.NONE));
            assertThat(Sha256.of(again)).isEqualTo(first);
        }
    }

    @Test
    void anotherSeedGivesAnotherBundle() {
        byte[] other = BundleWriter.archive(
                EnsembleTrainer.train(direction, OPTIONS.toBuilder().seed(8).build(), ProgressListener.NONE));
        assertThat(Sha256.of(other)).isNotEqualTo(Sha256.of(BundleWriter.archive(bundle)));
    }

    @Test
    void membersFindTheEdgeOfTheSyntheticData() throws IOException {
        JsonNode test = metrics(bundle).at("/splits/test");
        assertThat(test.at("/scores/logistic/auc").doubleValue()).isGreaterThan(0.6);
        assertThat(test.at("/scores/svm/auc").doubleValue()).isGreaterThan(0.6);
        assertThat(test.at("/scores/random_forest/auc").doubleValue()).isGreaterThan(0.65);
        assertThat(test.at("/scores/xgboost/auc").doubleValue()).isGreaterThan(0.65);
        assertThat(test.at("/scores/ensemble/auc").doubleValue()).isGreaterThan(0.65);
        assertThat(test.at("/scores/ensemble/ece").doubleValue()).isLessThan(0.1);
        assertThat(test.at("/rows").intValue()).isEqualTo(direction.rows(Split.TEST).length);
        assertThat(metrics(bundle).at("/purgedRows").intValue()).isEqualTo(direction.rows(Split.PURGED).length);
    }

    @Test
    void theModelAloneSaysWhatThatOfTheBundleSays() {
        EnsembleModel model = read(bundle);
        EnsembleModel alone = EnsembleTrainer.model(direction, OPTIONS, "alone");
        assertThat(alone.sha256()).isEqualTo("alone");
        assertThat(alone.priorWeights()).isEqualTo(model.priorWeights());
        EnsembleScorer scorer = new EnsembleScorer();
        double[] members = new double[4];
        double[] other = new double[4];
        for (int row = 0; row < direction.rows(); row++) {
            double p = scorer.probability(model, direction.features(row), model.priorWeights(), members);
            assertThat(scorer.probability(alone, direction.features(row), model.priorWeights(), other))
                    .isEqualTo(p);
            assertThat(other).isEqualTo(members);
        }
    }

    @Test
    void membersOfSomeFeaturesDoNotSeeTheOthers() {
        TrainOptions some =
                OPTIONS.toBuilder().features(List.of("signal", "noise_b")).build();
        EnsembleModel model = read(EnsembleTrainer.train(direction, some, ProgressListener.NONE));
        assertThat(model.featureNames()).isEqualTo(SyntheticHistory.NAMES);
        EnsembleScorer scorer = new EnsembleScorer();
        double[] members = new double[4];
        double[] other = new double[4];
        for (int row = 0; row < direction.rows(); row += 7) {
            double[] features = direction.features(row);
            scorer.probability(model, features, model.priorWeights(), members);
            features[1] = 1e3;
            features[2] = Double.NaN;
            features[4] = -5;
            scorer.probability(model, features, model.priorWeights(), other);
            assertThat(other).isEqualTo(members);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EnsembleTrainer.train(
                        direction,
                        OPTIONS.toBuilder().features(List.of("signal", "none")).build(),
                        ProgressListener.NONE))
                .withMessageContaining("expected some of the features");
    }

    @Test
    void metricsDescribeWhatIsServed() throws IOException {
        EnsembleModel model = read(bundle);
        EnsembleScorer scorer = new EnsembleScorer();
        int[] rows = direction.rows(Split.TEST);
        double[] p = new double[rows.length];
        double[] members = new double[4];
        double[] forest = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            p[i] = scorer.probability(model, direction.features(rows[i]), model.priorWeights(), members);
            forest[i] = members[0];
        }
        JsonNode scores = metrics(bundle).at("/splits/test/scores");
        BinaryScores served = BinaryScores.of(p, direction.labels(rows));
        assertThat(scores.at("/ensemble/auc").doubleValue()).isEqualTo(served.auc());
        assertThat(scores.at("/random_forest/brier").doubleValue())
                .isEqualTo(BinaryScores.of(forest, direction.labels(rows)).brier());
    }

    @Test
    void theManifestSaysWhatItLearnedFrom() {
        EnsembleModel model = read(bundle);
        assertThat(model.featureNames()).isEqualTo(SyntheticHistory.NAMES);
        assertThat(model.layoutId()).isEqualTo(SyntheticHistory.LAYOUT);
        assertThat(model.memberNames()).containsExactly("random_forest", "xgboost", "svm", "logistic");
        assertThat(bundle.manifest().dataSha256()).isEqualTo(direction.sha256());
        assertThat(bundle.manifest().window().fromMs())
                .isEqualTo(direction.tsMs(direction.rows(Split.TRAIN)[0]));
        int[] calibration = direction.rows(Split.CALIBRATION);
        assertThat(bundle.manifest().window().toMs())
                .isEqualTo(direction.tsMs(calibration[calibration.length - 1]))
                .isLessThan(direction.tsMs(direction.rows(Split.TEST)[0]));
    }

    @Test
    void testRowsDoNotInfluenceTheModel() {
        List<TrainingRow> rows = new ArrayList<>();
        for (int row = 0; row < direction.rows(); row++) {
            boolean test = direction.split(row) == Split.TEST;
            double[] features = direction.features(row);
            features[0] = test ? -features[0] : features[0];
            rows.add(new TrainingRow(
                    direction.symbol(row),
                    direction.tsMs(row),
                    direction.labelKnownMs(row),
                    features,
                    test ? 1 - direction.label(row) : direction.label(row),
                    direction.split(row)));
        }
        TrainingSet changed = new TrainingSet(direction.layoutId(), direction.featureNames(), direction.label(), rows);
        BundleContents other = EnsembleTrainer.train(changed, OPTIONS, ProgressListener.NONE);
        for (BundleEntry entry :
                new BundleEntry[] {BundleEntry.RANDOM_FOREST, BundleEntry.XGBOOST, BundleEntry.SVM, BundleEntry.LOGISTIC
                }) {
            assertThat(other.file(entry)).as(entry.fileName()).isEqualTo(bundle.file(entry));
        }
        assertThat(other.manifest().members()).isEqualTo(bundle.manifest().members());
        assertThat(other.manifest().scaler()).isEqualTo(bundle.manifest().scaler());
    }

    @Test
    void aRobustScalerHasMedianAndQuartiles() {
        BundleContents robust = EnsembleTrainer.train(
                direction, OPTIONS.toBuilder().scaler(ScalerKind.ROBUST).build(), ProgressListener.NONE);
        FeatureScaler scaler = robust.manifest().scaler();
        double[] values = Arrays.stream(direction.rows(Split.TRAIN))
                .mapToDouble(row -> direction.value(row, 2))
                .sorted()
                .toArray();
        int n = values.length;
        assertThat(scaler.kind()).isEqualTo(ScalerKind.ROBUST);
        assertThat(scaler.mean()[2]).isEqualTo((values[(n - 1) / 2] + values[n / 2]) / 2);
        assertThat(scaler.scale()[2])
                .isCloseTo((values[3 * n / 4] - values[n / 4]) / 1.349, org.assertj.core.data.Offset.offset(0.01));
        assertThat(read(robust).features()).isEqualTo(SyntheticHistory.NAMES.size());
    }

    @Test
    void aBundleHasAModelOfRegimesWhenTheLayoutHasItsFeatures() {
        assertThat(bundle.has(BundleEntry.REGIME)).isFalse();
        List<String> names = List.of("signal", "curve", "noise_a", "logret", "ewmavol");
        List<TrainingRow> rows = new ArrayList<>();
        for (int row = 0; row < direction.rows(); row++) {
            double[] features = direction.features(row);
            features[3] = (features[3] - 0.5) * (row % 200 < 100 ? 0.01 : 0.03);
            features[4] = row % 200 < 100 ? 0.01 + 1e-4 * (row % 7) : 0.03 + 1e-4 * (row % 5);
            rows.add(new TrainingRow(
                    direction.symbol(row),
                    direction.tsMs(row),
                    direction.labelKnownMs(row),
                    features,
                    direction.label(row),
                    direction.split(row)));
        }
        TrainingSet set = new TrainingSet("layout-2", names, direction.label(), rows);
        for (int states : new int[] {2, 3}) {
            BundleContents with = EnsembleTrainer.train(
                    set, OPTIONS.toBuilder().regimeStates(states).build(), ProgressListener.NONE);
            assertThat(Objects.requireNonNull(read(with).regime()).states()).isEqualTo(states);
        }
        assertThat(read(EnsembleTrainer.train(
                                set, OPTIONS.toBuilder().regimeStates(0).build(), ProgressListener.NONE))
                        .regime())
                .isNull();
    }

    @Test
    void everyTargetTrains() {
        for (LabelSpec label : List.of(LabelSpec.tripleBarrier(8, 1.5, 1.5), LabelSpec.bigMove(3))) {
            EnsembleModel model = read(EnsembleTrainer.train(set(label), OPTIONS, ProgressListener.NONE));
            assertThat(model.label().target()).isEqualTo(label.target());
            assertThat(model.label().moveThreshold() > 0).isEqualTo(label.target() == Target.VOLATILITY);
        }
    }

    @Test
    void earlyStoppingKeepsFewerTreesAndIsDeterministic() {
        TrainOptions options = OPTIONS.toBuilder()
                .forestTrees(5)
                .forestDepth(3)
                .boostRounds(400)
                .boostDepth(6)
                .earlyStoppingRounds(5)
                .build();
        BundleContents stopped = EnsembleTrainer.train(direction, options, ProgressListener.NONE);
        int trees = XgboostModelReader.read(stopped.file(BundleEntry.XGBOOST)).trees();
        assertThat(trees).isBetween(2, 399);
        assertThat(EnsembleTrainer.train(direction, options, ProgressListener.NONE)
                        .file(BundleEntry.XGBOOST))
                .isEqualTo(stopped.file(BundleEntry.XGBOOST));
    }

    @Test
    void progressRisesToOne() {
        List<Double> fractions = new ArrayList<>();
        EnsembleTrainer.train(
                direction,
                OPTIONS.toBuilder()
                        .forestTrees(2)
                        .forestDepth(2)
                        .boostRounds(2)
                        .boostDepth(2)
                        .build(),
                (step, fraction) -> fractions.add(fraction));
        assertThat(fractions).isSorted().startsWith(0.0).endsWith(1.0);
    }

    @Test
    void aDamagedNativeModelIsRefused(@TempDir Path folder) throws IOException {
        Path directory = folder.resolve("bundle");
        for (BundleEntry forest : new BundleEntry[] {BundleEntry.RANDOM_FOREST, BundleEntry.XGBOOST}) {
            byte[] ubj = bundle.file(forest);
            for (int at : new int[] {0, 1, ubj.length / 3, ubj.length / 2, ubj.length - 1}) {
                BundleWriter.writeDirectory(bundle, directory);
                byte[] flipped = ubj.clone();
                flipped[at] ^= 0x40;
                Files.write(directory.resolve(forest.fileName()), flipped);
                assertThat(catchThrowableOfType(
                                        BundleRefusedException.class, () -> BundleReader.read(directory, null, MAX))
                                .reason())
                        .isEqualTo(BundleRefusal.CHECKSUM_MISMATCH);
            }
        }
    }

    @Test
    void aLeafThatIsNotANumberIsRefusedUnderRightChecksums() {
        for (BundleEntry forest : new BundleEntry[] {BundleEntry.RANDOM_FOREST, BundleEntry.XGBOOST}) {
            TreeMap<BundleEntry, byte[]> files = new TreeMap<>();
            for (BundleEntry entry : BundleEntry.values()) {
                if (!entry.equals(BundleEntry.MANIFEST) && bundle.has(entry)) {
                    files.put(entry, entry == forest ? withNaNLeaf(bundle.file(entry)) : bundle.file(entry));
                }
            }
            byte[] archive = BundleWriter.archive(BundleContents.seal(bundle.manifest(), files));
            BundleRefusedException refused = catchThrowableOfType(
                    BundleRefusedException.class, () -> BundleReader.read(archive, Sha256.of(archive), MAX));
            assertThat(refused.reason()).isEqualTo(BundleRefusal.BAD_MEMBER);
            assertThat(refused.detail()).contains(forest.fileName(), "expected a finite leaf", "was NaN");
        }
    }

    /** The last node of a tree is a leaf; its number is the last of the array that follows the key. */
    private static byte[] withNaNLeaf(byte[] ubj) {
        String key = "split_conditions[$d#L";
        int count = new String(ubj, StandardCharsets.ISO_8859_1).indexOf(key) + key.length();
        ByteBuffer bytes = ByteBuffer.wrap(ubj);
        long numbers = bytes.getLong(count);
        bytes.putFloat(count + Long.BYTES + (int) (numbers - 1) * Float.BYTES, Float.NaN);
        return ubj;
    }

    @Test
    void splitsThatCannotTeachAreRefused() {
        List<TrainingRow> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            rows.add(new TrainingRow("A", i, i, new double[] {i}, i % 2, i < 60 ? Split.TRAIN : Split.TEST));
        }
        TrainingSet set = new TrainingSet("l", List.of("f"), LabelSpec.direction(1), rows);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EnsembleTrainer.train(set, OPTIONS, ProgressListener.NONE))
                .withMessageContaining("CALIBRATION rows with both labels, was 0");
    }

    private static TrainingSet set(LabelSpec label) {
        return new TrainingSetBuilder(
                        SyntheticHistory.LAYOUT, SyntheticHistory.NAMES, label, new SplitOptions(0.6, 0.2, 60_000))
                .add(SyntheticHistory.vectors("AAA", 1_200, 1))
                .add(SyntheticHistory.vectors("BBB", 900, 2))
                .build();
    }

    private static EnsembleModel read(BundleContents contents) {
        byte[] archive = BundleWriter.archive(contents);
        return BundleReader.read(archive, Sha256.of(archive), MAX);
    }

    private static JsonNode metrics(BundleContents contents) throws IOException {
        return new ObjectMapper().readTree(contents.file(BundleEntry.METRICS));
    }
}
