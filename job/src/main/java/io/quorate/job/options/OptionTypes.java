package io.quorate.job.options;

import io.quorate.feature.FeatureLayout;
import io.quorate.feature.HigherTimeframe;
import io.quorate.feature.TradingSession;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The types an option can have. */
final class OptionTypes {
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    private static final Pattern PORTS = Pattern.compile("(\\d{1,5})(-(\\d{1,5}))?");
    private static final String NONE = "none";

    private OptionTypes() {}

    static OptionType<Duration> duration(String min, String max) {
        Duration least = DurationText.parse(min);
        Duration most = DurationText.parse(max);
        return new OptionType<>(
                "duration",
                min + " to " + max,
                text -> {
                    Duration value = DurationText.parse(text);
                    check(value.compareTo(least) >= 0 && value.compareTo(most) <= 0, min + " to " + max, text);
                    return value;
                },
                DurationText::format);
    }

    /** A duration, or {@code none} which reads as zero. */
    static OptionType<Duration> durationOrNone(String min, String max) {
        OptionType<Duration> duration = duration(min, max);
        return new OptionType<>(
                "duration",
                "none, or " + min + " to " + max,
                text -> text.equals(NONE) ? Duration.ZERO : duration.parse(text),
                value -> value.isZero() ? NONE : DurationText.format(value));
    }

    static OptionType<Integer> integer(int min, int max) {
        String range = max == Integer.MAX_VALUE ? min + " or more" : min + " to " + max;
        return new OptionType<>(
                "integer",
                range,
                text -> {
                    int value = parseInt(text);
                    check(value >= min && value <= max, "an integer, " + range, text);
                    return value;
                },
                value -> Integer.toString(value));
    }

    static OptionType<Double> decimal(double min, double max) {
        String range = min + " to " + max;
        return new OptionType<>(
                "decimal",
                range,
                text -> {
                    double value = parseDouble(text);
                    check(value >= min && value <= max, "a number, " + range, text);
                    return value;
                },
                value -> value == 0
                        ? "0"
                        : new BigDecimal(Double.toString(value))
                                .stripTrailingZeros()
                                .toPlainString());
    }

    static OptionType<Long> size(String min, String max) {
        return new OptionType<>(
                "size",
                min + " to " + max,
                text -> {
                    long value = SizeText.parse(text);
                    check(value >= SizeText.parse(min) && value <= SizeText.parse(max), min + " to " + max, text);
                    return value;
                },
                SizeText::format);
    }

    static OptionType<Boolean> flag() {
        return new OptionType<>(
                "flag",
                "true, false",
                text -> {
                    check(text.equals("true") || text.equals("false"), "true or false", text);
                    return text.equals("true");
                },
                value -> Boolean.toString(value));
    }

    static <E extends Enum<E>> OptionType<E> choice(Class<E> type) {
        List<E> all = List.of(type.getEnumConstants());
        String range = all.stream().map(OptionTypes::wire).collect(Collectors.joining(", "));
        return new OptionType<>(
                "choice",
                range,
                text -> all.stream()
                        .filter(value -> wire(value).equals(text))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException("expected one of " + range + ", was '" + text + "'")),
                OptionTypes::wire);
    }

    /** A comma-separated list of distinct integers in ascending order. */
    static OptionType<List<Integer>> ascendingIntegers(int min, int max) {
        String range = "ascending, each " + min + " to " + max;
        return new OptionType<>(
                "integers",
                range,
                text -> {
                    List<Integer> values = Arrays.stream(text.split(",", -1))
                            .map(String::strip)
                            .map(OptionTypes::parseInt)
                            .toList();
                    for (int i = 0; i < values.size(); i++) {
                        boolean inRange = values.get(i) >= min && values.get(i) <= max;
                        check(inRange && (i == 0 || values.get(i) > values.get(i - 1)), range, text);
                    }
                    return values;
                },
                values -> values.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    /** Higher timeframes of the features, or none. */
    static OptionType<List<HigherTimeframe>> timeframes() {
        return new OptionType<>(
                "timeframes",
                "like 1h:5+20,24h:5, or empty",
                text -> {
                    List<HigherTimeframe> timeframes = TimeframeText.parse(text);
                    FeatureLayout.standard().with(timeframes);
                    return timeframes;
                },
                TimeframeText::format);
    }

    /** A trading session, or none. */
    static OptionType<String> session() {
        return new OptionType<>(
                "session",
                "like America/New_York MON-FRI 09:30-16:00, or empty",
                text -> {
                    if (!text.isEmpty()) {
                        TradingSession.parse(text);
                    }
                    return text;
                },
                value -> value);
    }

    static OptionType<String> topic() {
        return text("topic", "letters, digits, '.', '_', '-'; at most 249", TOPIC);
    }

    /** A topic, or empty for none. */
    /** Where a secret is kept, or empty; a plain value is refused and not repeated. */
    static OptionType<String> secret() {
        return new OptionType<>(
                "reference",
                "file:PATH or env:NAME, or empty for none",
                text -> {
                    if (!text.isEmpty() && !SecretReference.is(text)) {
                        throw new IllegalArgumentException("expected file:PATH or env:NAME, was a plain value");
                    }
                    return text;
                },
                text -> text);
    }

    static OptionType<String> topicOrOff() {
        OptionType<String> topic = topic();
        return new OptionType<>(
                "topic", "a topic, or empty for off", text -> text.isEmpty() ? text : topic.parse(text), v -> v);
    }

    static OptionType<String> text(String name, String range, Pattern form) {
        return new OptionType<>(
                name,
                range,
                text -> {
                    check(form.matcher(text).matches(), range, text);
                    return text;
                },
                value -> value);
    }

    /** A port, a range of ports, or 0. */
    static OptionType<String> ports() {
        return new OptionType<>(
                "ports",
                "0 for off, a port, or a range like 9250-9260",
                text -> {
                    var form = PORTS.matcher(text);
                    boolean ok = form.matches() && portsInOrder(form.group(1), form.group(3));
                    check(ok, "0, a port, or a range like 9250-9260", text);
                    return text;
                },
                value -> value);
    }

    private static boolean portsInOrder(String first, @Nullable String last) {
        int from = Integer.parseInt(first);
        int to = last == null ? from : Integer.parseInt(last);
        return from <= to && to <= 65_535;
    }

    private static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static int parseInt(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected an integer, was '" + text + "'", e);
        }
    }

    private static double parseDouble(String text) {
        try {
            return new BigDecimal(text).doubleValue();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a number, was '" + text + "'", e);
        }
    }

    private static void check(boolean ok, String expected, String text) {
        if (!ok) {
            throw new IllegalArgumentException("expected " + expected + ", was '" + text + "'");
        }
    }
}
