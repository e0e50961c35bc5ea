package io.quorate.control;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ranges of numbers in a request; each check gives the reason to refuse, or null. */
final class Amounts {

    private Amounts() {}

    static @Nullable String within(String name, double value, double least, double most) {
        return value >= least && value <= most ? null : name + ": expected " + least + ".." + most + ", was " + value;
    }

    static @Nullable String notNegative(String prefix, Map<String, Double> amounts) {
        for (Map.Entry<String, Double> e : amounts.entrySet()) {
            if (!(e.getValue() >= 0 && e.getValue() < Double.POSITIVE_INFINITY)) {
                return prefix + e.getKey() + ": expected a finite number >= 0, was " + e.getValue();
            }
        }
        return null;
    }
}
