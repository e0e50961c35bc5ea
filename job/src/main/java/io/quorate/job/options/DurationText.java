package io.quorate.job.options;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 20ms}, {@code 5s}, {@code 10min} (or {@code 10m}), {@code 1h}, {@code 7d}. */
public final class DurationText {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*(ms|s|min|m|h|d)");

    private DurationText() {}

    /** Reads a duration; throws IllegalArgumentException for anything else, overflow of milliseconds included. */
    public static Duration parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("expected a duration like 20ms, 5s, 10min or 1h, was '" + text + "'");
        }
        long unitMs = switch (form.group(2)) {
            case "ms" -> 1L;
            case "s" -> 1_000L;
            case "m", "min" -> 60_000L;
            case "h" -> 3_600_000L;
            default -> 86_400_000L;
        };
        try {
            return Duration.ofMillis(Math.multiplyExact(Long.parseLong(form.group(1)), unitMs));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("expected a duration below 292 million years, was '" + text + "'", e);
        }
    }

    /** The shortest exact form in one unit. */
    public static String format(Duration duration) {
        long ms = duration.toMillis();
        if (ms == 0 || ms % 1_000 != 0) {
            return ms + "ms";
        } else if (ms % 60_000 != 0) {
            return ms / 1_000 + "s";
        } else if (ms % 3_600_000 != 0) {
            return ms / 60_000 + "min";
        }
        return ms / 3_600_000 + "h";
    }
}
