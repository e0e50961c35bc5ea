package io.quorate.job.tune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The features of a layout by what they measure; each belongs to one group. */
enum FeatureGroup {
    /** Where the price goes, and how straight. */
    TREND("logret macd macd_signal macd_hist mean rmean roc slope r2 er pdi mdi adx"),
    /** Where the price is in its recent range. */
    REVERSION("z min max rsi stochk stochd"),
    /** How much it moves. */
    VOLATILITY("ewmavol std rstd park gk rs yz atr rv bv jump"),
    /** How the moves are distributed. */
    SHAPE("skew kurt rskew rkurt"),
    /** What is traded. */
    VOLUME("volz mfi vwapdev");

    private static final Pattern ENDING = Pattern.compile("(_\\d+)?(_rel)?(@.*)?$");

    private final Set<String> stems;

    FeatureGroup(String stems) {
        this.stems = new HashSet<>(Arrays.asList(stems.split(" ")));
    }

    /** The groups as a space file names them. */
    static List<String> names() {
        return Arrays.stream(values())
                .map(g -> g.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** The group of a column; throws IllegalArgumentException for one of none. */
    static FeatureGroup of(String column) {
        String stem = ENDING.matcher(column).replaceFirst("");
        for (FeatureGroup group : values()) {
            if (group.stems.contains(stem)) {
                return group;
            }
        }
        throw new IllegalArgumentException("expected a column of a known group, was " + column);
    }

    /** The columns of some groups, in their order; throws IllegalArgumentException when there are none. */
    static List<String> columns(List<String> columns, List<String> groups) {
        List<String> chosen = new ArrayList<>();
        for (String column : columns) {
            if (groups.contains(of(column).name().toLowerCase(Locale.ROOT))) {
                chosen.add(column);
            }
        }
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("expected at least one group of features that is on, was none");
        }
        return chosen;
    }
}
