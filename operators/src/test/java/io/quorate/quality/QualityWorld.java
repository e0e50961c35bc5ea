package io.quorate.quality;

import io.quorate.learn.ReferenceFit;
import io.quorate.learn.Split;
import io.quorate.learn.TrainingRow;
import io.quorate.learn.TrainingSet;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.market.Sample;
import io.quorate.schema.model.Credit;
import io.quorate.schema.model.LabelSpec;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.model.PredictionStatus;
import io.quorate.schema.model.ReferenceProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Features of many kinds and two members that see the first one: "plain" and more are independent, "slow" and "slower"
 * remember, "heavy" has thick tails, "steps" few values, "constant" one, "gaps" is missing at times, "seldom" is nearly
 * always zero.
 */
final class QualityWorld {

    static final long WINDOW_MS = 1_000_000;
    static final List<String> NAMES = names();
    static final String[] MEMBERS = {"sharp", "dull"};

    private static final int TRAIN = 6_000;
    private static final int CALIBRATION = 2_000;
    private static final double[] WEIGHTS = {0.5, 0.5};

    final ReferenceProfile reference;
    private final Random random;
    private double slow;
    private double slower;
    private int label;
    private double[] probabilities = {};

    /** Shift of every feature, in its own standard deviations. */
    final double[] shift = new double[NAMES.size()];

    /** Whether the first member has gone blind. */
    boolean blind;

    QualityWorld(long seed) {
        random = new Random(seed);
        List<TrainingRow> rows = new ArrayList<>();
        double[][] outputs = new double[2][TRAIN + CALIBRATION];
        for (int i = 0; i < TRAIN + CALIBRATION; i++) {
            double[] features = next();
            for (int m = 0; m < 2; m++) {
                outputs[m][i] = probabilities[m];
            }
            rows.add(new TrainingRow("A", i, i + 1, features, label, i < TRAIN ? Split.TRAIN : Split.CALIBRATION));
        }
        TrainingSet set = new TrainingSet("layout", NAMES, LabelSpec.direction(1), rows);
        reference = ReferenceFit.fit(set, List.of(MEMBERS), outputs, WEIGHTS);
    }

    private static List<String> names() {
        List<String> names =
                new ArrayList<>(List.of("plain", "slow", "slower", "heavy", "steps", "constant", "gaps", "seldom"));
        for (int i = 0; i < 24; i++) {
            names.add("plain-" + i);
        }
        return names;
    }

    /** The next row; the label and the probabilities of the members are in the fields. */
    private double[] next() {
        double[] x = new double[NAMES.size()];
        for (int j = 0; j < x.length; j++) {
            x[j] = random.nextGaussian() + shift[j];
        }
        slow = 0.9 * slow + StrictMath.sqrt(1 - 0.81) * random.nextGaussian();
        slower = 0.98 * slower + StrictMath.sqrt(1 - 0.9604) * random.nextGaussian();
        x[1] = slow + shift[1];
        x[2] = slower + shift[2];
        x[3] /= 0.1 + Math.abs(random.nextGaussian());
        x[4] = Math.rint(x[4]);
        x[5] = 7 + shift[5];
        x[6] = random.nextInt(10) == 0 ? Double.NaN : x[6];
        x[7] = random.nextInt(50) == 0 ? 1 : shift[7];
        double chance = 1 / (1 + StrictMath.exp(-x[0]));
        label = random.nextDouble() < chance ? 1 : 0;
        double sight = blind ? 0.05 + 0.9 * random.nextDouble() : chance;
        probabilities = new double[] {sight, 0.5 + 0.3 * (chance - 0.5)};
        return x;
    }

    /** Samples of a window with their labels, known in it. */
    void window(long window, int samples, FeatureSketch features, MemberSketch members) {
        for (int i = 0; i < samples; i++) {
            Prediction p = prediction(window, i);
            features.add(p, reference);
            members.add(credit(p));
        }
    }

    Prediction prediction(long window, int i) {
        long tsMs = window * WINDOW_MS + i;
        FeatureVector vector = new FeatureVector(
                new Sample("S" + i % 7, tsMs, 1, 1, 1, 1, 1, 1, 1), i, "layout", next(), VolatilityRegime.NORMAL, 0.01);
        double p = (probabilities[0] + probabilities[1]) / 2;
        return new Prediction(
                vector,
                PredictionStatus.OK,
                LabelSpec.direction(1),
                3,
                -1,
                MEMBERS,
                probabilities,
                WEIGHTS,
                p,
                Math.abs(2 * p - 1),
                0,
                new String[0]);
    }

    /** The label of the last prediction, known at once. */
    Credit credit(Prediction p) {
        return new Credit(
                p.symbol(), p.seq(), p.tsMs(), p.tsMs(), p.ensembleVersion(), label, p.memberProbabilities(), WEIGHTS);
    }

    /** Rows of a live window: never the same number. */
    int samples(int least, int more) {
        return least + random.nextInt(more);
    }
}
