package io.quorate.job.table;

import java.nio.charset.StandardCharsets;

/** Numbers in ASCII bytes. Both ways are exact: the nearest double, and digits that give the same double again. */
final class Decimals {

    /** Not a whole number. */
    static final long NO_INTEGER = Long.MIN_VALUE;

    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final int EXACT_DIGITS = 15;

    private Decimals() {}

    /** A whole number, or {@link #NO_INTEGER}. */
    static long integer(byte[] bytes, int from, int to) {
        boolean negative = from < to && bytes[from] == '-';
        int start = negative ? from + 1 : from;
        if (start == to || to - start > 18) {
            return NO_INTEGER;
        }
        long value = 0;
        for (int i = start; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return NO_INTEGER;
            }
            value = 10 * value + digit;
        }
        return negative ? -value : value;
    }

    /**
     * The nearest double. Up to 15 digits over a power of ten that a double holds exactly need one division, which is
     * rounded once (Clinger 1990); the rest is left to the JDK.
     *
     * @throws NumberFormatException for anything but a number, an infinity or NaN
     */
    static double number(byte[] bytes, int from, int to) {
        long digits = 0;
        int count = 0;
        int fraction = -1;
        int at = from < to && (bytes[from] == '-' || bytes[from] == '+') ? from + 1 : from;
        for (; at < to; at++) {
            int c = bytes[at];
            if (c == '.' && fraction < 0) {
                fraction = 0;
            } else if (c >= '0' && c <= '9' && count < EXACT_DIGITS) {
                digits = 10 * digits + (c - '0');
                count += digits == 0 ? 0 : 1;
                fraction += fraction < 0 ? 0 : 1;
            } else {
                break;
            }
        }
        if (at < to || at == from || fraction >= TENS.length || !isDigit(bytes[to - 1])) {
            return slow(bytes, from, to);
        }
        double value = fraction > 0 ? digits / TENS[fraction] : digits;
        return bytes[from] == '-' ? -value : value;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    private static double slow(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        return switch (text) {
            case "nan", "NAN" -> Double.NaN;
            case "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            // the JDK also reads 1d, 0x1p3: no number of a table
            default -> {
                if (!text.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?|[-+]?(NaN|Infinity)")) {
                    throw new NumberFormatException(text);
                }
                yield Double.parseDouble(text);
            }
        };
    }
}
