package io.quorate.schema.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ShortestDecimalTest {

    private static final int ROUNDS = 2_000_000;
    private static final long SEED = 20_201_113;

    @Test
    void everyKindOfDoubleIsWrittenAsJacksonWritesIt() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            check(Double.longBitsToDouble(random.nextLong()));
            check(random.nextDouble());
            check(random.nextInt(1_000_000) / 1_000.0);
            check(random.nextDouble() * StrictMath.pow(10, random.nextInt(24) - 12));
            check((double) (random.nextLong() >> random.nextInt(64)));
            check(Double.longBitsToDouble(random.nextLong() >>> (12 + random.nextInt(52))));
        }
    }

    @Test
    void powersAndTheirNeighboursAreWrittenAsJacksonWritesThem() {
        for (int e = -1074; e < 1024; e++) {
            around(Math.scalb(1.0, e));
        }
        for (int e = -324; e < 309; e++) {
            around(Double.parseDouble("1E" + e));
            around(Double.parseDouble("2E" + e));
            around(Double.parseDouble("9.999E" + e));
        }
        for (double d :
                new double[] {0.0, Double.MIN_VALUE, 2e22, 1e22, 9.999999E6, 1E7, 1E-3, 9.99E-4, Double.MAX_VALUE}) {
            around(d);
        }
    }

    private static void around(double value) {
        double below = Math.nextDown(value);
        double above = Math.nextUp(value);
        check(value);
        check(below);
        check(above);
        check(Math.nextDown(below));
        check(Math.nextUp(above));
    }

    private static void check(double value) {
        if (Double.isFinite(value)) {
            same(value);
            same(-value);
        }
    }

    private static void same(double value) {
        byte[] out = new byte[ShortestDecimal.MOST_BYTES + 1];
        String written = new String(out, 1, ShortestDecimal.write(value, out, 1) - 1, StandardCharsets.ISO_8859_1);
        String expected = NumberOutput.toString(value, true);
        if (!written.equals(expected)) {
            assertThat(written)
                    .as("bits %s", Long.toHexString(Double.doubleToRawLongBits(value)))
                    .isEqualTo(expected);
        }
    }
}
