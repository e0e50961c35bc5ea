package io.quorate.lookahead;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a probe made of the whole history, up to the last cut. Takes 8 bytes a number. Not thread-safe. */
final class Recording implements ProbeSink {

    /** Columns that come together. */
    record Series(Stage stage, List<String> columns) {
        Series {
            columns = List.copyOf(columns);
        }
    }

    /** The rows of one key in the order they came. */
    static final class Track {
        private long[] knownMs = new long[16];
        private Object[] rows = new Object[16];
        private int size;

        private void add(long ms, Object row) {
            if (size == rows.length) {
                knownMs = Arrays.copyOf(knownMs, 2 * size);
                rows = Arrays.copyOf(rows, 2 * size);
            }
            knownMs[size] = ms;
            rows[size++] = row;
        }

        int size() {
            return size;
        }

        long knownMs(int i) {
            return knownMs[i];
        }

        /** A double[] or a String[]. */
        Object row(int i) {
            return rows[i];
        }
    }

    private final long untilMs;
    private final List<Series> series = new ArrayList<>();
    private final List<Map<String, Track>> tracks = new ArrayList<>();

    /**
     * An empty recording.
     *
     * @param untilMs rows known later are not kept
     */
    Recording(long untilMs) {
        this.untilMs = untilMs;
    }

    @Override
    public int series(Stage stage, List<String> columns) {
        Series wanted = new Series(stage, columns);
        int known = series.indexOf(wanted);
        if (known >= 0) {
            return known;
        }
        series.add(wanted);
        tracks.add(new TreeMap<>());
        return series.size() - 1;
    }

    @Override
    public void row(int at, String key, long knownMs, double[] values) {
        if (knownMs <= untilMs) {
            add(at, key, knownMs, values.clone(), values.length);
        }
    }

    @Override
    public void row(int at, String key, long knownMs, String[] values) {
        if (knownMs <= untilMs) {
            add(at, key, knownMs, values.clone(), values.length);
        }
    }

    private void add(int at, String key, long knownMs, Object row, int columns) {
        if (columns != series.get(at).columns().size()) {
            throw new IllegalArgumentException(
                    "expected " + series.get(at).columns().size() + " values of " + key + ", was " + columns);
        }
        tracks.get(at).computeIfAbsent(key, k -> new Track()).add(knownMs, row);
    }

    List<Series> series() {
        return series;
    }

    @Nullable
    Track track(int at, String key) {
        return tracks.get(at).get(key);
    }

    Map<String, Track> tracks(int at) {
        return tracks.get(at);
    }
}
