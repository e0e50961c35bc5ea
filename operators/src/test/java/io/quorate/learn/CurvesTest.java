package io.quorate.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.quorate.learn.Curves.Confusion;
import io.quorate.learn.Curves.RocPoint;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CurvesTest {
    private static final double[] P = {0.9, 0.8, 0.8, 0.3, 0.1};
    private static final int[] Y = {1, 0, 1, 1, 0};

    @Test
    void equalProbabilitiesAreOneStepOfTheRocCurve() {
        assertThat(Curves.roc(P, Y, 100))
                .containsExactly(
                        new RocPoint(Double.POSITIVE_INFINITY, 0, 0),
                        new RocPoint(0.9, 0, 1 / 3.0),
                        new RocPoint(0.8, 0.5, 2 / 3.0),
                        new RocPoint(0.3, 0.5, 1),
                        new RocPoint(0.1, 1, 1));
    }

    @Test
    void theAreaUnderTheDrawnCurveIsTheAuc() {
        Random random = new Random(2);
        int n = 20_000;
        double[] p = random.doubles(n).toArray();
        int[] y = new int[n];
        for (int i = 0; i < n; i++) {
            y[i] = random.nextDouble() < p[i] ? 1 : 0;
        }
        List<RocPoint> points = Curves.roc(p, y, 150);
        assertThat(points.size()).isBetween(140, 160);
        double area = 0;
        for (int i = 1; i < points.size(); i++) {
            area += (points.get(i).falsePositiveRate() - points.get(i - 1).falsePositiveRate())
                    * (points.get(i).truePositiveRate() + points.get(i - 1).truePositiveRate())
                    / 2;
        }
        assertThat(area).isCloseTo(BinaryScores.of(p, y).auc(), offset(1e-3));
    }

    @Test
    void aThresholdSortsRowsIntoFour() {
        Confusion c = Curves.confusion(P, Y, 0.8);
        assertThat(c).isEqualTo(new Confusion(2, 1, 1, 1));
        assertThat(c.precision()).isEqualTo(2 / 3.0);
        assertThat(c.recall()).isEqualTo(2 / 3.0);
        assertThat(c.accuracy()).isEqualTo(0.6);
        assertThat(Curves.confusion(P, Y, 1).precision()).isNaN();
    }

    @Test
    void binsHoldTheirRows() {
        List<Curves.Bin> bins = Curves.reliability(P, Y);
        assertThat(bins).hasSize(10);
        assertThat(bins.stream().mapToInt(Curves.Bin::rows).sum()).isEqualTo(5);
        assertThat(bins.get(8)).isEqualTo(new Curves.Bin(2, 0.8, 0.5));
        assertThat(bins.get(0).rate()).isNaN();
    }
}
