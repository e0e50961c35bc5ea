package io.quorate.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DistributionTest {

    @Test
    void quantilesAreOfType7() {
        Distribution values = new SortedValues(new double[] {4, 1, 3, 2});
        assertThat(values.quantile(0)).isEqualTo(1);
        assertThat(values.quantile(0.05)).isCloseTo(1.15, within(1e-15));
        assertThat(values.quantile(0.5)).isEqualTo(2.5);
        assertThat(values.quantile(1)).isEqualTo(4);
        assertThat(values.countAtMost(2.5)).isEqualTo(2);
        assertThat(values.sumOfLeast(3)).isEqualTo(6);
        assertThatThrownBy(() -> values.quantile(1.1)).hasMessageContaining("expected a quantile of 0 to 1");
    }

    @Test
    void wealthOfAnySizeIsWithinTheErrorOfItsBin() {
        Random random = new Random(5);
        for (int i = 0; i < 200_000; i++) {
            double wealth = Math.scalb(1 + random.nextDouble(), random.nextInt(128) - 64);
            double binned = alone(wealth);
            assertThat(Math.abs(binned - wealth)).isLessThanOrEqualTo(wealth * WealthBins.RELATIVE_ERROR);
        }
        assertThat(alone(0)).isZero();
        assertThat(alone(Double.MIN_VALUE)).isZero();
        assertThat(alone(0x1p-65)).isZero();
        assertThat(alone(0x1p64)).isInfinite();
        assertThat(alone(Double.POSITIVE_INFINITY)).isInfinite();
        assertThat(alone(1)).isCloseTo(1, within(WealthBins.RELATIVE_ERROR));
    }

    private static double alone(double wealth) {
        Bins bins = WealthBins.empty();
        bins.add(WealthBins.bin(wealth));
        return new WealthBins(bins).atRank(0);
    }

    @Test
    void greaterWealthIsInNoLesserBin() {
        Random random = new Random(6);
        double[] values = random.doubles(10_000)
                .map(u -> StrictMath.exp(60 * (u - 0.5)))
                .sorted()
                .toArray();
        int[] bins = Arrays.stream(values).mapToInt(WealthBins::bin).toArray();
        assertThat(bins).isSorted();
    }

    @Test
    void drawdownsAreWithinTheErrorAndNoneIsNone() {
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            double drawdown = random.nextDouble();
            assertThat(Math.abs(deepest(drawdown) - drawdown)).isLessThanOrEqualTo(DrawdownBins.ERROR);
        }
        assertThat(deepest(0)).isZero();
        assertThat(deepest(1)).isCloseTo(1, within(DrawdownBins.ERROR));
        assertThat(deepest(Double.MIN_VALUE)).isPositive();
    }

    private static double deepest(double drawdown) {
        Bins bins = DrawdownBins.empty();
        bins.add(DrawdownBins.bin(drawdown));
        return new DrawdownBins(bins).atRank(0);
    }

    @Test
    void binsCountInOrder() {
        Bins bins = new Bins(10_000);
        Bins more = new Bins(10_000);
        for (int bin : new int[] {9_999, 0, 5_000, 5_000}) {
            bins.add(bin);
        }
        more.add(4_096);
        bins.add(more);
        assertThat(bins.total()).isEqualTo(5);
        assertThat(new int[] {bins.atRank(0), bins.atRank(1), bins.atRank(2), bins.atRank(3), bins.atRank(4)})
                .containsExactly(0, 4_096, 5_000, 5_000, 9_999);
        assertThat(bins.upTo(4_999)).isEqualTo(2);
        assertThatThrownBy(() -> bins.atRank(5)).hasMessage("expected a rank below 5, was 5");
    }
}
