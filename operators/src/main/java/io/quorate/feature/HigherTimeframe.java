package io.quorate.feature;

import java.io.Serializable;
import java.util.List;

/**
 * Features of longer bars, made of the samples of a symbol.
 *
 * @param name suffix of the columns after {@code @}, {@code 1h} say
 * @param intervalMs length of its bars, which begin at multiples of it since 1970 UTC
 * @param windows lengths in its bars, ascending
 */
public record HigherTimeframe(String name, long intervalMs, List<Integer> windows) implements Serializable {

    public HigherTimeframe {
        windows = List.copyOf(windows);
        if (name.isEmpty() || intervalMs <= 0 || windows.isEmpty()) {
            throw new IllegalArgumentException("expected a name, an interval > 0 and windows, was '" + name + "', "
                    + intervalMs + " and " + windows);
        }
    }

    /** Layout of its own bars. */
    FeatureLayout layout() {
        return FeatureLayout.standard(
                windows.stream().mapToInt(Integer::intValue).toArray());
    }
}
