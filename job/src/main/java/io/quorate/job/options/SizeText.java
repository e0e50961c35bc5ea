package io.quorate.job.options;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in bytes as people write them: {@code 512}, {@code 64KiB}, {@code 1 MiB}, {@code 2GiB}. */
public final class SizeText {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\s*(b|kib|mib|gib)?");

    private SizeText() {}

    /** Reads a size; throws IllegalArgumentException for anything else. */
    public static long parse(String text) {
        Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw new IllegalArgumentException("expected a size like 512, 64KiB or 1MiB, was '" + text + "'");
        }
        String unit = form.group(2);
        int shift = unit == null || unit.equals("b") ? 0 : unit.equals("kib") ? 10 : unit.equals("mib") ? 20 : 30;
        try {
            return Math.multiplyExact(Long.parseLong(form.group(1)), 1L << shift);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("expected a size below 8 EiB, was '" + text + "'", e);
        }
    }

    /** The shortest exact form in one unit. */
    public static String format(long bytes) {
        if (bytes == 0 || bytes % (1 << 10) != 0) {
            return Long.toString(bytes);
        } else if (bytes % (1 << 20) != 0) {
            return (bytes >> 10) + "KiB";
        } else if (bytes % (1 << 30) != 0) {
            return (bytes >> 20) + "MiB";
        }
        return (bytes >> 30) + "GiB";
    }
}
