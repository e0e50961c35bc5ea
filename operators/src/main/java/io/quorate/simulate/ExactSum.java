package io.quorate.simulate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * A sum of non-negative doubles without rounding: the bits of every summand in one long binary number, so that neither the
 * order of adding nor the way of merging matters. Infinities are counted apart. 0.6 KiB, whatever is added.
 */
final class ExactSum {

    private static final int LIMB_BITS = 32;
    private static final long LIMB_MASK = 0xFFFFFFFFL;

    /** The lowest bit of the lowest limb is 2^-1074, the least double. */
    private static final int LOWEST_EXPONENT = -1074;

    /** Up to 2^1024, and 2^64 summands of it. */
    private static final int LIMBS = 69;

    /** A limb takes this many summands of less than 2^32 each before its carry must move on. */
    private static final int MOST_UNCARRIED = 1 << 29;

    private final long[] limbs = new long[LIMBS];
    private int uncarried;
    private long infinite;

    /**
     * Adds a value.
     *
     * @throws IllegalArgumentException for a negative one or NaN
     */
    void add(double value) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException("expected a summand of 0 or more, was " + value);
        }
        if (value == Double.POSITIVE_INFINITY) {
            infinite++;
            return;
        }
        long bits = Double.doubleToRawLongBits(value) & Long.MAX_VALUE;
        int exponent = (int) (bits >>> 52);
        long mantissa = bits & 0xFFFFFFFFFFFFFL;
        if (exponent > 0) {
            mantissa |= 1L << 52;
            exponent--;
        }
        int limb = exponent / LIMB_BITS;
        int shift = exponent % LIMB_BITS;
        long low = mantissa << shift;
        long high = shift == 0 ? 0 : mantissa >>> (64 - shift);
        limbs[limb] += low & LIMB_MASK;
        limbs[limb + 1] += low >>> LIMB_BITS;
        limbs[limb + 2] += high;
        if (++uncarried == MOST_UNCARRIED) {
            carry();
        }
    }

    /** Adds all of another sum. */
    void add(ExactSum other) {
        carry();
        other.carry();
        for (int i = 0; i < LIMBS; i++) {
            limbs[i] += other.limbs[i];
        }
        infinite += other.infinite;
        carry();
    }

    private void carry() {
        for (int i = 0; i + 1 < LIMBS; i++) {
            limbs[i + 1] += limbs[i] >>> LIMB_BITS;
            limbs[i] &= LIMB_MASK;
        }
        uncarried = 0;
    }

    /** The sum divided by a count, correctly rounded but for the last of 40 digits; infinite when a summand was. */
    double mean(long count) {
        if (infinite > 0) {
            return Double.POSITIVE_INFINITY;
        }
        return decimal().divide(BigDecimal.valueOf(count), new MathContext(40)).doubleValue();
    }

    /** The sum without rounding, infinite summands left out. */
    BigDecimal decimal() {
        carry();
        BigInteger sum = BigInteger.ZERO;
        for (int i = LIMBS - 1; i >= 0; i--) {
            sum = sum.shiftLeft(LIMB_BITS).or(BigInteger.valueOf(limbs[i]));
        }
        int zeros = sum.signum() == 0 ? 0 : Math.min(sum.getLowestSetBit(), -LOWEST_EXPONENT);
        BigDecimal unit = new BigDecimal(BigInteger.ONE.shiftLeft(-LOWEST_EXPONENT - zeros));
        // a power of two divides without remainder
        return new BigDecimal(sum.shiftRight(zeros)).divide(unit);
    }

    void write(DataOutput out) throws IOException {
        carry();
        for (long limb : limbs) {
            out.writeLong(limb);
        }
        out.writeLong(infinite);
    }

    void read(DataInput in) throws IOException {
        for (int i = 0; i < LIMBS; i++) {
            limbs[i] = in.readLong();
        }
        infinite = in.readLong();
    }
}
