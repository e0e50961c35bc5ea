package io.quorate.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {

    @Test
    void sumsOfAnySizesAreExactInAnyOrderAndAnyParts() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            ExactSum one = new ExactSum();
            ExactSum other = new ExactSum();
            BigDecimal expected = BigDecimal.ZERO;
            for (int i = 0; i < 300; i++) {
                double value = Math.scalb(random.nextDouble(), random.nextInt(2_000) - 1_000);
                expected = expected.add(new BigDecimal(value));
                (random.nextBoolean() ? one : other).add(value);
            }
            one.add(other);
            assertThat(one.decimal()).as("seed %d", seed).isEqualByComparingTo(expected);
        }
    }

    @Test
    void theLeastAndTheGreatestDoublesFit() {
        ExactSum sum = new ExactSum();
        BigDecimal expected = BigDecimal.ZERO;
        for (double value : new double[] {Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE, 0, 1, -0.0}) {
            for (int i = 0; i < 5; i++) {
                sum.add(value);
                expected = expected.add(new BigDecimal(value));
            }
        }
        assertThat(sum.decimal()).isEqualByComparingTo(expected);
        assertThat(new ExactSum().mean(3)).isZero();
    }

    @Test
    void meansAreRoundedOnce() {
        ExactSum sum = new ExactSum();
        for (int i = 0; i < 10; i++) {
            sum.add(0.1);
        }
        assertThat(sum.mean(10)).isEqualTo(0.1);
    }

    @Test
    void infinityMakesItInfiniteAndNoNumberIsRefused() {
        ExactSum sum = new ExactSum();
        sum.add(1);
        sum.add(Double.POSITIVE_INFINITY);
        assertThat(sum.mean(2)).isInfinite();
        assertThatThrownBy(() -> sum.add(Double.NaN)).hasMessage("expected a summand of 0 or more, was NaN");
        assertThatThrownBy(() -> sum.add(-1)).hasMessage("expected a summand of 0 or more, was -1.0");
    }
}
