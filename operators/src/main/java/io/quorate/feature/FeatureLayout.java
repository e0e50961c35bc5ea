package io.quorate.feature;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/**
 * The names and order of the features for a list of windows, in two views.
 *
 * <p><b>Raw</b>: every defined column, in its own unit, for files and comparison. <b>Model</b>: what a feature vector
 * carries: price-like columns divided by the close (suffix {@code _rel}), repeats ({@code ccvol}, {@code pctb},
 * {@code pctb1}), {@code obv} and the regimes left out. Columns without window come first, then RSI by period, then one
 * group per window ascending, then the regimes, then the higher timeframes: all of the same again for the longer bars,
 * with suffix {@code @1h} say. Immutable.
 */
public final class FeatureLayout implements Serializable {

    /** Named in the id: a change of any formula, seed or convention behind a column needs a new one. */
    public static final String CONVENTIONS = "quorate-features-1";

    private static final long serialVersionUID = 1L;
    private static final int[] DEFAULT_WINDOWS = {5, 10, 20, 50};
    private static final int EXTRA_RSI_PERIOD = 14;
    private static final int SMALLEST_WINDOW = 2;
    private static final int GREATEST_WINDOW = 5_000;

    private final int[] windows;
    private final List<HigherTimeframe> higher;
    private final int[] rsiPeriods;
    private final List<String> rawNames;
    private final List<String> names;
    private final int[] source;
    private final boolean[] relative;
    private final double[] least;
    private final double[] greatest;
    private final int warmUpSamples;
    private final int ownRawSize;
    private final String id;

    private FeatureLayout(int[] windows, List<HigherTimeframe> higher) {
        this.windows = windows;
        this.higher = List.copyOf(higher);
        this.rsiPeriods = rsiPeriods(windows);
        Columns columns = new Columns();
        for (SeriesFeature f : SeriesFeature.values()) {
            columns.add(f.column, f.scale, f.range, f.firstIndex);
        }
        for (int period : rsiPeriods) {
            columns.add("rsi_" + period, Scale.FREE, Range.PERCENT, period);
        }
        for (int window : windows) {
            for (WindowFeature f : WindowFeature.values()) {
                columns.add(f.column(window), f.scale, f.range, f.firstIndex(window));
            }
        }
        for (RegimeFeature f : RegimeFeature.values()) {
            columns.add(f.column, Scale.RAW_ONLY, Range.FINITE, 0);
        }
        warmUpSamples = columns.lastFirstIndex + 1;
        ownRawSize = columns.raw.size();
        for (HigherTimeframe frame : higher) {
            columns.add(frame.layout(), '@' + frame.name());
        }
        rawNames = List.copyOf(columns.raw);
        names = List.copyOf(columns.model);
        source = columns.source.stream().mapToInt(Integer::intValue).toArray();
        relative = new boolean[names.size()];
        for (int i = 0; i < relative.length; i++) {
            relative[i] = columns.relative.get(i);
        }
        least = columns.least.stream().mapToDouble(Double::doubleValue).toArray();
        greatest = columns.greatest.stream().mapToDouble(Double::doubleValue).toArray();
        id = digest(windows, higher, names);
    }

    /**
     * The layout of these windows.
     *
     * @param windows lengths in samples, ascending, each in [2, 5000]; none means 5, 10, 20, 50
     * @throws IllegalArgumentException when a window is out of range or out of order
     */
    public static FeatureLayout standard(int... windows) {
        int[] chosen = windows.length == 0 ? DEFAULT_WINDOWS.clone() : windows.clone();
        for (int i = 0; i < chosen.length; i++) {
            if (chosen[i] < SMALLEST_WINDOW || chosen[i] > GREATEST_WINDOW || (i > 0 && chosen[i] <= chosen[i - 1])) {
                throw new IllegalArgumentException(
                        "expected ascending windows in [2, 5000], was " + Arrays.toString(chosen));
            }
        }
        return new FeatureLayout(chosen, List.of());
    }

    /**
     * This layout and, after its columns, those of longer bars.
     *
     * @throws IllegalArgumentException when two have one name
     */
    public FeatureLayout with(List<HigherTimeframe> timeframes) {
        if (timeframes.stream().map(HigherTimeframe::name).distinct().count() != timeframes.size()) {
            throw new IllegalArgumentException("expected each timeframe once, was " + timeframes);
        }
        return new FeatureLayout(windows, timeframes);
    }

    /** The higher timeframes, in the order of their columns. */
    public List<HigherTimeframe> higher() {
        return higher;
    }

    /** Names of the model view, in the order of a feature vector's values. */
    public List<String> names() {
        return names;
    }

    /** Number of values in a feature vector. */
    public int size() {
        return names.size();
    }

    /** Place of a name in the model view, or -1. */
    public int indexOf(String name) {
        return names.indexOf(name);
    }

    /** Names of the raw view, as the definitions spell them. */
    public List<String> rawNames() {
        return rawNames;
    }

    public int rawSize() {
        return rawNames.size();
    }

    /** Place of a name in the raw view, or -1. */
    public int rawIndexOf(String name) {
        return rawNames.indexOf(name);
    }

    /** The windows in samples, ascending. */
    public int[] windows() {
        return windows.clone();
    }

    /**
     * Samples a symbol needs, the present one included, until every column is past its warm-up; the longer bars of
     * higher timeframes have their own.
     */
    public int warmUpSamples() {
        return warmUpSamples;
    }

    /** First 16 hex digits of the SHA-256 of conventions, windows, names and their order. */
    public String id() {
        return id;
    }

    /**
     * Writes the model view of a row of raw columns. A value that is not finite, or out of the range of its feature,
     * becomes NaN: prices no double can hold, or an error.
     *
     * @return how many defined values became NaN so
     */
    public int toModel(double[] raw, double close, double[] out) {
        int dropped = 0;
        for (int i = 0; i < source.length; i++) {
            double value = relative[i] ? raw[source[i]] / close : raw[source[i]];
            boolean valid = value >= least[i] && value <= greatest[i];
            out[i] = valid ? value : Double.NaN;
            dropped += valid || Double.isNaN(value) ? 0 : 1;
        }
        return dropped;
    }

    int[] rsiPeriods() {
        return rsiPeriods.clone();
    }

    /** Where the group of a window begins in the raw view, or -1. */
    int rawBase(int window) {
        int at = Arrays.binarySearch(windows, window);
        return at < 0 ? -1 : SeriesFeature.COUNT + rsiPeriods.length + at * WindowFeature.COUNT;
    }

    /** Where the columns of the higher timeframes begin in the raw view. */
    int higherBase() {
        return ownRawSize;
    }

    /** Where the regimes begin in the raw view. */
    int regimeBase() {
        return ownRawSize - RegimeFeature.COUNT;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof FeatureLayout other && id.equals(other.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "FeatureLayout[" + id + ", windows " + Arrays.toString(windows) + ", " + size() + " features]";
    }

    private static int[] rsiPeriods(int[] windows) {
        TreeSet<Integer> periods = new TreeSet<>();
        periods.add(EXTRA_RSI_PERIOD);
        for (int window : windows) {
            periods.add(window);
        }
        return periods.stream().mapToInt(Integer::intValue).toArray();
    }

    private static String digest(int[] windows, List<HigherTimeframe> higher, List<String> names) {
        String frames = higher.isEmpty() ? "" : higher.toString() + '\n';
        String text = CONVENTIONS + '\n' + Arrays.toString(windows) + '\n' + frames + String.join("\n", names);
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256 on every Java platform", e);
        }
    }

    /** Both views while they grow. */
    private static final class Columns {
        final List<String> raw = new ArrayList<>();
        final List<String> model = new ArrayList<>();
        final List<Integer> source = new ArrayList<>();
        final List<Boolean> relative = new ArrayList<>();
        final List<Double> least = new ArrayList<>();
        final List<Double> greatest = new ArrayList<>();
        int lastFirstIndex;

        void add(String name, Scale scale, Range range, int firstIndex) {
            if (scale != Scale.RAW_ONLY) {
                source.add(raw.size());
                relative.add(scale == Scale.PRICE);
                least.add(range.least);
                greatest.add(range.greatest);
                model.add(scale == Scale.PRICE ? name + "_rel" : name);
            }
            raw.add(name);
            lastFirstIndex = Math.max(lastFirstIndex, firstIndex);
        }

        /** The columns of another layout, renamed. */
        void add(FeatureLayout other, String suffix) {
            int base = raw.size();
            other.rawNames.forEach(name -> raw.add(name + suffix));
            for (int i = 0; i < other.source.length; i++) {
                source.add(base + other.source[i]);
                relative.add(other.relative[i]);
                model.add(other.names.get(i) + suffix);
                least.add(other.least[i]);
                greatest.add(other.greatest[i]);
            }
        }
    }
}
