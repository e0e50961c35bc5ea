package io.quorate.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryScoresTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void equalsTheDefinitions(long seed) {
        Random random = new Random(seed);
        int n = 200;
        double[] p = new double[n];
        int[] y = new int[n];
        for (int i = 0; i < n; i++) {
            p[i] = random.nextInt(30) / 29.0;
            y[i] = random.nextDouble() < p[i] ? 1 : 0;
        }
        BinaryScores scores = BinaryScores.of(p, y);
        double pairs = 0;
        double wins = 0;
        double brier = 0;
        double logLoss = 0;
        for (int i = 0; i < n; i++) {
            brier += Math.pow(p[i] - y[i], 2) / n;
            logLoss -= Math.log(Math.max(1e-15, Math.min(1 - 1e-15, y[i] == 1 ? p[i] : 1 - p[i]))) / n;
            for (int j = 0; j < n; j++) {
                if (y[i] == 1 && y[j] == 0) {
                    pairs++;
                    wins += p[i] > p[j] ? 1 : p[i] == p[j] ? 0.5 : 0;
                }
            }
        }
        double ece = 0;
        for (int bin = 0; bin < 10; bin++) {
            double sumP = 0;
            double sumY = 0;
            int count = 0;
            for (int i = 0; i < n; i++) {
                if (Math.min(9, (int) (p[i] * 10)) == bin) {
                    sumP += p[i];
                    sumY += y[i];
                    count++;
                }
            }
            ece += count == 0 ? 0 : Math.abs(sumP / count - sumY / count) * count / n;
        }
        assertThat(scores.auc()).isCloseTo(wins / pairs, offset(1e-12));
        assertThat(scores.brier()).isCloseTo(brier, offset(1e-12));
        assertThat(scores.logLoss()).isCloseTo(logLoss, offset(1e-9));
        assertThat(scores.ece()).isCloseTo(ece, offset(1e-12));
    }

    @Test
    void undefinedIsNull() {
        assertThat(BinaryScores.of(new double[] {0.3, 0.4}, new int[] {1, 1}).auc())
                .isNull();
        assertThat(BinaryScores.of(new double[0], new int[0]))
                .isEqualTo(new BinaryScores(null, null, null, null, null));
    }

    @Test
    void rowsWithoutAnAnswerAreLeftOut() {
        assertThat(BinaryScores.of(new double[] {0.3, Double.NaN, 0.8}, new int[] {0, 1, 1}))
                .isEqualTo(BinaryScores.of(new double[] {0.3, 0.8}, new int[] {0, 1}));
    }

    @Test
    void priorWeightsFollowSkillAndAreEqualWithoutIt() {
        int[] y = {0, 1, 0, 1};
        double[][] p = {{0.1, 0.9, 0.1, 0.9}, {0.5, 0.5, 0.5, 0.5}, {0.4, 0.6, 0.4, 0.6}, {0.9, 0.1, 0.9, 0.1}};
        double[] weights = PriorWeights.bySkill(p, y, 0.05);
        double sum = 0.96 / 1.32 + 0.05 + 0.36 / 1.32 + 0.05;
        assertThat(weights[0]).isCloseTo(0.96 / 1.32 / sum, offset(1e-12));
        assertThat(weights[1]).isCloseTo(0.05 / sum, offset(1e-12));
        assertThat(weights[2]).isCloseTo(0.36 / 1.32 / sum, offset(1e-12));
        assertThat(weights[3]).isEqualTo(weights[1]);
        assertThat(PriorWeights.bySkill(new double[][] {p[1], p[3]}, y, 0.05)).containsExactly(0.5, 0.5);
    }
}
