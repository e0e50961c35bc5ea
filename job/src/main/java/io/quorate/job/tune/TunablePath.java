package io.quorate.job.tune;

import java.io.Serializable;
import java.util.List;

/**
 * A value of an objective that a space file may tune or fix.
 *
 * @param path its name, dots between the parts: {@code risk.fraction}
 * @param kind what values are
 * @param low the least number allowed; -infinity = any
 * @param high the greatest number allowed; infinity = any
 * @param choices the texts allowed; empty = any
 * @param description for the docs, one line
 */
public record TunablePath(String path, Kind kind, double low, double high, List<String> choices, String description)
        implements Serializable {

    /** What the values of a path are. */
    public enum Kind {
        NUMBER,
        INTEGER,
        TEXT
    }

    public TunablePath {
        choices = List.copyOf(choices);
    }

    /** A number from low to high. */
    public static TunablePath number(String path, double low, double high, String description) {
        return new TunablePath(path, Kind.NUMBER, low, high, List.of(), description);
    }

    /** A whole number from low to high. */
    public static TunablePath integer(String path, long low, long high, String description) {
        return new TunablePath(path, Kind.INTEGER, low, high, List.of(), description);
    }

    /** One of a few texts; {@code on} and {@code off} for switches. */
    public static TunablePath choice(String path, List<String> choices, String description) {
        return new TunablePath(
                path, Kind.TEXT, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, choices, description);
    }
}
