package io.quorate.schema.codec;

import java.math.BigInteger;

/**
 * Writes a finite double as the shortest decimal that reads back as it, straight into bytes: the text of Jackson's
 * writer and of {@code Double.toString} since Java 19.
 *
 * <p>Source: R. Giulietti, The Schubfach way to render doubles (2020). The double c 2^q and the ends of the interval
 * that rounds to it are scaled by a power of ten to 63 bits with a sticky last bit; the decimal is the multiple of ten,
 * or else the integer, that lies in the scaled interval, the nearer of two. Exact for every double; two products of 64
 * bits for each end.
 */
final class ShortestDecimal {

    /** Bytes the longest text needs, sign and exponent included. */
    static final int MOST_BYTES = 24;

    private static final int FRACTION_BITS = 52;
    private static final long HIDDEN_BIT = 1L << FRACTION_BITS;
    private static final int LEAST_EXPONENT = -1074;
    private static final int LEAST_POWER = -324;
    private static final int MOST_POWER = 292;
    private static final long LOW_63 = Long.MAX_VALUE;
    /** Subnormals below this would have one digit; they are scaled by ten, so that the nearest of two digits is found. */
    private static final long FEW_DIGITS = 3;

    /** 10^-k as an integer of 126 bits rounded up, high and low 63 bits, from k = {@value #LEAST_POWER} on. */
    private static final long[] POWERS = powers();

    private static final long[] TENS = tens();
    private static final byte[] PAIRS = pairs();

    private ShortestDecimal() {}

    /** Writes the text of a finite value; returns the place after it. */
    static int write(double value, byte[] out, int at) {
        long bits = Double.doubleToRawLongBits(value);
        int to = at;
        if (bits < 0) {
            out[to++] = '-';
        }
        long fraction = bits & (HIDDEN_BIT - 1);
        int biased = (int) (bits >>> FRACTION_BITS) & 0x7ff;
        if (biased == 0) {
            return subnormal(fraction, out, to);
        }
        long c = HIDDEN_BIT | fraction;
        int q = LEAST_EXPONENT - 1 + biased;
        if (q < 0 && -q <= FRACTION_BITS && (c & ((1L << -q) - 1)) == 0) {
            return layOut(c >> -q, 0, out, to);
        }
        return shortest(c, q, 0, out, to);
    }

    private static int subnormal(long fraction, byte[] out, int at) {
        if (fraction == 0) {
            out[at] = '0';
            out[at + 1] = '.';
            out[at + 2] = '0';
            return at + 3;
        }
        return fraction < FEW_DIGITS
                ? shortest(10 * fraction, LEAST_EXPONENT, -1, out, at)
                : shortest(fraction, LEAST_EXPONENT, 0, out, at);
    }

    private static int shortest(long c, int q, int shift, byte[] out, int at) {
        boolean even = (c & 1) == 0;
        long middle = c << 2;
        // the interval below a power of two is half as wide
        boolean regular = c != HIDDEN_BIT || q == LEAST_EXPONENT;
        long lower = regular ? middle - 2 : middle - 1;
        int k = regular ? floorLog10Pow2(q) : floorLog10ThreeQuartersPow2(q);
        int h = q + floorLog2Pow10(-k) + 2;
        int power = 2 * (k - LEAST_POWER);
        long high = POWERS[power];
        long low = POWERS[power + 1];
        long v = scaled(high, low, middle << h);
        long least = scaled(high, low, lower << h) + (even ? 0 : 1);
        long most = scaled(high, low, (middle + 2) << h) - (even ? 0 : 1);
        long floor = v >> 2;
        if (floor >= 100) {
            long tensBelow = floor / 10 * 10;
            long tensAbove = tensBelow + 10;
            boolean belowFits = least <= (tensBelow << 2);
            if (belowFits != ((tensAbove << 2) <= most)) {
                return layOut(belowFits ? tensBelow : tensAbove, k + shift, out, at);
            }
        }
        long ceiling = floor + 1;
        boolean floorFits = least <= (floor << 2);
        if (floorFits != ((ceiling << 2) <= most)) {
            return layOut(floorFits ? floor : ceiling, k + shift, out, at);
        }
        long side = v - ((floor + ceiling) << 1);
        boolean down = side < 0 || (side == 0 && (floor & 1) == 0);
        return layOut(down ? floor : ceiling, k + shift, out, at);
    }

    /** The high bits of factor times value, the last bit set when any lower one was. */
    private static long scaled(long high, long low, long value) {
        long carried = Math.multiplyHigh(low, value);
        long below = ((high * value) >>> 1) + carried;
        long above = Math.multiplyHigh(high, value) + (below >>> 63);
        return above | (((below & LOW_63) + LOW_63) >>> 63);
    }

    private static int floorLog10Pow2(int e) {
        return (int) ((e * 661_971_961_083L) >> 41);
    }

    private static int floorLog10ThreeQuartersPow2(int e) {
        return (int) ((e * 661_971_961_083L - 274_743_187_321L) >> 41);
    }

    private static int floorLog2Pow10(int e) {
        return (int) ((e * 913_124_641_741L) >> 38);
    }

    /** Writes digits x 10^exponent: plain from 0.001 to below 10^7, else with an exponent; never without a fraction. */
    private static int layOut(long decimal, int exponent, byte[] out, int at) {
        long digits = decimal;
        int length = digitsOf(digits);
        int point = length + exponent;
        while (digits % 100 == 0) {
            digits /= 100;
            length -= 2;
        }
        if (digits % 10 == 0) {
            digits /= 10;
            length--;
        }
        if (point > 7 || point <= -3) {
            return withExponent(digits, length, point - 1, out, at);
        }
        if (point <= 0) {
            int to = at;
            out[to++] = '0';
            out[to++] = '.';
            for (int zeros = point; zeros < 0; zeros++) {
                out[to++] = '0';
            }
            return digits(digits, length, out, to);
        }
        if (point >= length) {
            int to = digits(digits, length, out, at);
            for (int zeros = length; zeros < point; zeros++) {
                out[to++] = '0';
            }
            out[to] = '.';
            out[to + 1] = '0';
            return to + 2;
        }
        int to = digits(digits, length, out, at + 1);
        System.arraycopy(out, at + 1, out, at, point);
        out[at + point] = '.';
        return to;
    }

    private static int withExponent(long digits, int length, int exponent, byte[] out, int at) {
        int to = digits(digits, length, out, at + 1);
        out[at] = out[at + 1];
        out[at + 1] = '.';
        if (length == 1) {
            out[to++] = '0';
        }
        out[to++] = 'E';
        int size = exponent;
        if (exponent < 0) {
            out[to++] = '-';
            size = -exponent;
        }
        return digits(size, digitsOf(size), out, to);
    }

    private static int digits(long value, int length, byte[] out, int at) {
        int end = at + length;
        int to = end;
        long rest = value;
        while (rest > Integer.MAX_VALUE) {
            long hundreds = rest / 100;
            to = pair((int) (rest - 100 * hundreds), out, to);
            rest = hundreds;
        }
        int few = (int) rest;
        while (few >= 10) {
            int hundreds = few / 100;
            to = pair(few - 100 * hundreds, out, to);
            few = hundreds;
        }
        if (to > at) {
            out[at] = (byte) ('0' + few);
        }
        return end;
    }

    private static int pair(int twoDigits, byte[] out, int end) {
        out[end - 2] = PAIRS[2 * twoDigits];
        out[end - 1] = PAIRS[2 * twoDigits + 1];
        return end - 2;
    }

    private static int digitsOf(long value) {
        int length = floorLog10Pow2(Long.SIZE - Long.numberOfLeadingZeros(value));
        return length + (value >= TENS[length] ? 1 : 0);
    }

    private static long[] powers() {
        long[] powers = new long[2 * (MOST_POWER - LEAST_POWER + 1)];
        BigInteger low63 = BigInteger.valueOf(LOW_63);
        for (int k = LEAST_POWER; k <= MOST_POWER; k++) {
            int shift = 125 - floorLog2Pow10(-k);
            BigInteger power = BigInteger.TEN.pow(Math.abs(k));
            BigInteger scaled = k <= 0
                    ? (shift >= 0 ? power.shiftLeft(shift) : power.shiftRight(-shift))
                    : BigInteger.ONE.shiftLeft(shift).divide(power);
            BigInteger up = scaled.add(BigInteger.ONE);
            powers[2 * (k - LEAST_POWER)] = up.shiftRight(63).longValueExact();
            powers[2 * (k - LEAST_POWER) + 1] = up.and(low63).longValueExact();
        }
        return powers;
    }

    private static long[] tens() {
        long[] tens = new long[19];
        tens[0] = 1;
        for (int i = 1; i < tens.length; i++) {
            tens[i] = 10 * tens[i - 1];
        }
        return tens;
    }

    private static byte[] pairs() {
        byte[] pairs = new byte[200];
        for (int i = 0; i < 100; i++) {
            pairs[2 * i] = (byte) ('0' + i / 10);
            pairs[2 * i + 1] = (byte) ('0' + i % 10);
        }
        return pairs;
    }
}
