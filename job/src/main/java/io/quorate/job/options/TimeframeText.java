package io.quorate.job.options;

import io.quorate.feature.HigherTimeframe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Higher timeframes as text: {@code 1h:5+20,24h:5} is windows 5 and 20 of hours, and 5 of days; empty for none. */
public final class TimeframeText {

    private TimeframeText() {}

    /** Reads timeframes; throws IllegalArgumentException for anything else. */
    public static List<HigherTimeframe> parse(String text) {
        List<HigherTimeframe> timeframes = new ArrayList<>();
        if (text.isBlank()) {
            return timeframes;
        }
        for (String part : text.split(",", -1)) {
            String[] sides = part.strip().split(":", -1);
            if (sides.length != 2) {
                throw new IllegalArgumentException("expected timeframes like 1h:5+20,24h:5, was '" + text + "'");
            }
            Duration interval = DurationText.parse(sides[0]);
            try {
                List<Integer> windows = Arrays.stream(sides[1].split("\\+", -1))
                        .map(Integer::parseInt)
                        .toList();
                timeframes.add(new HigherTimeframe(DurationText.format(interval), interval.toMillis(), windows));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("expected windows like 5+20, was '" + sides[1] + "'", e);
            }
        }
        return timeframes;
    }

    /** The text of timeframes. */
    public static String format(List<HigherTimeframe> timeframes) {
        return timeframes.stream()
                .map(frame -> frame.name() + ":"
                        + frame.windows().stream().map(String::valueOf).collect(Collectors.joining("+")))
                .collect(Collectors.joining(","));
    }
}
