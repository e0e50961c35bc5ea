package io.quorate.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.market.Sample;
import io.quorate.schema.model.LabelSpec;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.model.PredictionStatus;
import io.quorate.schema.model.Target;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnsembleScorerTest {
    private static final double[] EQUAL = {0.25, 0.25, 0.25, 0.25};
    private static final String[] NOBODY = {};

    private final EnsembleScorer scorer = new EnsembleScorer();

    @Test
    void probabilityIsTheWeightedMeanAndSpreadThePopulationDeviation() {
        EnsembleModel model = fixed(0.2, 0.4, 0.6, 0.9);
        Prediction p = scorer.score(
                vector("layout", 0), model, 7, new double[] {0.1, 0.2, 0.3, 0.4}, 3, new String[] {"a", "b"});
        double expected = (0.1 * 0.2 + 0.2 * 0.4 + 0.3 * 0.6 + 0.4 * 0.9) / 1.0;
        assertThat(p.status()).isEqualTo(PredictionStatus.OK);
        assertThat(p.probability()).isCloseTo(expected, offset(1e-12));
        assertThat(p.confidence()).isEqualTo(Math.abs(2 * p.probability() - 1));
        assertThat(p.spread()).isCloseTo(Math.sqrt((0.1056 + 0.0156 + 0.0056 + 0.1406) / 4), offset(1e-3));
        assertThat(p.ensembleVersion()).isEqualTo(7);
        assertThat(p.weightsVersion()).isEqualTo(3);
        assertThat(p.target()).isEqualTo(Target.DIRECTION);
        assertThat(p.horizonSamples()).isEqualTo(5);
        assertThat(p.memberNames()).containsExactly("m0", "m1", "m2", "m3");
        assertThat(p.subscribers()).containsExactly("a", "b");
    }

    @Test
    void membersThatDoNotAnswerAreLeftOutOfTheMean() {
        Prediction p = scorer.score(
                vector("layout", 0),
                fixed(0.2, Double.NaN, 0.6, Double.NaN),
                1,
                new double[] {0.1, 0.5, 0.3, 0.1},
                -1,
                NOBODY);
        assertThat(p.status()).isEqualTo(PredictionStatus.OK);
        assertThat(p.probability()).isCloseTo((0.1 * 0.2 + 0.3 * 0.6) / 0.4, offset(1e-12));
        assertThat(p.spread()).isCloseTo(0.2, offset(1e-12));
        assertThat(p.memberProbabilities()[1]).isNaN();
    }

    @Test
    void fewerThanTwoAnswersAreDegraded() {
        Prediction p =
                scorer.score(vector("layout", 0), fixed(0.2, Double.NaN, Double.NaN, Double.NaN), 1, EQUAL, -1, NOBODY);
        assertThat(p.status()).isEqualTo(PredictionStatus.DEGRADED);
        assertThat(p.probability()).isNaN();
        assertThat(p.confidence()).isNaN();
        assertThat(p.spread()).isNaN();
        assertThat(p.memberProbabilities()[0]).isCloseTo(0.2, offset(1e-12));
    }

    @Test
    void weightsThatAreNoWeightsCountAsNoAnswer() {
        double[] weights = {Double.NaN, 0.5, Double.NaN, -1};
        assertThat(scorer.score(vector("layout", 0), fixed(0.2, 0.3, 0.4, 0.5), 1, weights, -1, NOBODY)
                        .status())
                .isEqualTo(PredictionStatus.DEGRADED);
        assertThat(scorer.score(vector("layout", 0), fixed(0.2, 0.3, 0.4, 0.5), 1, new double[4], -1, NOBODY)
                        .status())
                .isEqualTo(PredictionStatus.DEGRADED);
    }

    @Test
    void anotherLayoutIsNotScored() {
        Prediction p = scorer.score(vector("other", 0), fixed(0.2, 0.3, 0.4, 0.5), 9, EQUAL, -1, NOBODY);
        assertThat(p.status()).isEqualTo(PredictionStatus.LAYOUT_MISMATCH);
        assertThat(p.ensembleVersion()).isEqualTo(9);
        assertThat(p.memberProbabilities()).containsOnly(Double.NaN).hasSize(4);
        assertThat(p.probability()).isNaN();
    }

    @Test
    void noEnsembleGivesAnEmptyPrediction() {
        Prediction p = scorer.score(vector("layout", 0), null, 9, EQUAL, 4, new String[] {"a"});
        assertThat(p.status()).isEqualTo(PredictionStatus.NO_ENSEMBLE);
        assertThat(p.ensembleVersion()).isEqualTo(-1);
        assertThat(p.weightsVersion()).isEqualTo(-1);
        assertThat(p.memberNames()).isEmpty();
        assertThat(p.memberProbabilities()).isEmpty();
        assertThat(p.memberWeights()).isEmpty();
        assertThat(p.probability()).isNaN();
        assertThat(p.subscribers()).containsExactly("a");
    }

    @Test
    void aPredictionSharesNoArrayWithModelOrWeights() {
        double[] weights = EQUAL.clone();
        EnsembleModel model = fixed(0.2, 0.3, 0.4, 0.5);
        Prediction p = scorer.score(vector("layout", 0), model, 1, weights, -1, NOBODY);
        p.memberWeights()[0] = 99;
        p.memberNames()[0] = "changed";
        assertThat(weights).containsExactly(EQUAL);
        assertThat(model.memberNames()[0]).isEqualTo("m0");
    }

    @Test
    void oneScorerServesModelsOfDifferentSizes() {
        EnsembleModel tiny = TinyBundles.model("x");
        double[] members = new double[4];
        double first = scorer.probability(tiny, new double[] {1, 2}, tiny.priorWeights(), members);
        scorer.probability(fixed(0.2, 0.3, 0.4, 0.5), new double[] {1}, EQUAL, members);
        assertThat(scorer.probability(tiny, new double[] {1, 2}, tiny.priorWeights(), members))
                .isEqualTo(first);
    }

    @Test
    void wrongNumberOfWeightsIsABrokenInvariant() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        scorer.score(vector("layout", 0), fixed(0.2, 0.3, 0.4, 0.5), 1, new double[3], -1, NOBODY))
                .withMessageContaining("expected 4 weights");
    }

    private static EnsembleModel fixed(double... probabilities) {
        List<Member> members = new ArrayList<>();
        List<Calibration> calibrations = new ArrayList<>();
        for (int m = 0; m < probabilities.length; m++) {
            double margin = Math.log(probabilities[m] / (1 - probabilities[m]));
            String name = "m" + m;
            members.add(new Member() {
                @Override
                public String name() {
                    return name;
                }

                @Override
                public double margin(FeatureRow row) {
                    return margin;
                }
            });
            calibrations.add(PlattCalibration.IDENTITY);
        }
        return new EnsembleModel(
                "v", "sha", "layout", List.of("f"), LabelSpec.direction(5), members, calibrations, EQUAL);
    }

    static FeatureVector vector(String layoutId, double... values) {
        Sample sample = new Sample("BTC", 1_000, 1, 1, 1, 1, 1, 1, 1);
        return new FeatureVector(sample, 0, layoutId, values, VolatilityRegime.NORMAL, 0.01);
    }
}
