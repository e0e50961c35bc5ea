package io.quorate.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TicksTest {

    @Test
    void priceOnAStepStaysThere() {
        for (int cents = 1; cents < 100_000; cents++) {
            double price = cents / 100.0;
            assertThat(Ticks.down(price, 10_000)).isEqualTo(price);
            assertThat(Ticks.up(price, 10_000)).isEqualTo(price);
        }
    }

    @Test
    void stepsAreThoseOfDecimalArithmetic() {
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            long tickMicros = 1L + random.nextInt(3_000_000);
            double price = random.nextInt(1_000_000_000) / 1e6;
            BigDecimal steps = BigDecimal.valueOf(Math.round(price * 1e6));
            BigDecimal tick = BigDecimal.valueOf(tickMicros);
            double down =
                    steps.divide(tick, 0, RoundingMode.FLOOR).multiply(tick).doubleValue() / 1e6;
            double up =
                    steps.divide(tick, 0, RoundingMode.CEILING).multiply(tick).doubleValue() / 1e6;
            assertThat(Ticks.down(price, tickMicros)).isEqualTo(down);
            assertThat(Ticks.up(price, tickMicros)).isEqualTo(up);
            assertThat(Ticks.towards(-1, price, tickMicros)).isEqualTo(down);
        }
    }

    @Test
    void withoutAStepNothingMoves() {
        assertThat(Ticks.up(1.23456789, 0)).isEqualTo(1.23456789);
        assertThat(Ticks.up(Double.NaN, 100)).isNaN();
        assertThat(Ticks.lots(1_234_567, 0)).isEqualTo(1_234_567);
        assertThat(Ticks.lots(1_234_567, 1_000)).isEqualTo(1_234_000);
    }
}
