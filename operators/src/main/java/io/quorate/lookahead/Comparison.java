package io.quorate.lookahead;

import io.quorate.lookahead.Recording.Series;
import io.quorate.lookahead.Recording.Track;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a probe makes of a changed history against the recording of the whole one: up to the cut, the same rows with
 * the same bits. Not thread-safe.
 */
final class Comparison implements ProbeSink {
    private static final String ROW = "(row)";
    private static final String COLUMNS = "(columns)";

    private final Recording whole;
    private final long cutMs;
    private final Method method;
    private final Offenders offenders;
    private final List<Map<String, Cursor>> cursors = new ArrayList<>();
    private final Tally tally;

    /** How far the rows of one key were compared. */
    private static final class Cursor {
        private int next;
        /** A row is missing or too many: those after it have nothing to be compared with. */
        private boolean lost;
    }

    Comparison(Tally tally, long cutMs, Method method) {
        this.whole = tally.whole;
        this.offenders = tally.offenders;
        this.tally = tally;
        this.cutMs = cutMs;
        this.method = method;
        whole.series().forEach(s -> cursors.add(new HashMap<>()));
    }

    /** What all comparisons with one recording found, and how much they compared. */
    static final class Tally {
        private final Recording whole;
        private final double tolerance;
        private final Offenders offenders = new Offenders();
        private final long[] values;

        Tally(Recording whole, double tolerance) {
            this.whole = whole;
            this.tolerance = tolerance;
            this.values = new long[whole.series().size()];
        }

        Offenders offenders() {
            return offenders;
        }

        List<Tested> tested() {
            Map<Stage, Set<String>> columns = new EnumMap<>(Stage.class);
            Map<Stage, Long> counts = new EnumMap<>(Stage.class);
            for (int at = 0; at < values.length; at++) {
                Series s = whole.series().get(at);
                columns.computeIfAbsent(s.stage(), k -> new TreeSet<>()).addAll(s.columns());
                counts.merge(s.stage(), values[at], Long::sum);
            }
            List<Tested> tested = new ArrayList<>();
            columns.forEach(
                    (stage, names) -> tested.add(new Tested(stage, names.size(), counts.getOrDefault(stage, 0L))));
            return tested;
        }

        private boolean same(double a, double b) {
            return Double.doubleToLongBits(a) == Double.doubleToLongBits(b)
                    || (tolerance > 0 && Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b)));
        }
    }

    @Override
    public int series(Stage stage, List<String> columns) {
        int at = whole.series().indexOf(new Series(stage, columns));
        if (at < 0) {
            offenders.add(
                    stage,
                    COLUMNS,
                    "",
                    cutMs,
                    cutMs,
                    method,
                    String.valueOf(whole.series().stream()
                            .filter(s -> s.stage() == stage)
                            .map(Series::columns)
                            .toList()),
                    columns.toString());
        }
        return at;
    }

    @Override
    public void row(int at, String key, long knownMs, double[] row) {
        if (at < 0 || knownMs > cutMs) {
            return;
        }
        Object expected = next(at, key, knownMs, row.length);
        if (expected instanceof double[] numbers) {
            tally.values[at] += row.length;
            if (!Arrays.equals(numbers, row)) {
                for (int j = 0; j < row.length; j++) {
                    if (!tally.same(numbers[j], row[j])) {
                        differs(at, j, key, knownMs, Double.toString(numbers[j]), Double.toString(row[j]));
                    }
                }
            }
        }
    }

    @Override
    public void row(int at, String key, long knownMs, String[] row) {
        if (at < 0 || knownMs > cutMs) {
            return;
        }
        Object expected = next(at, key, knownMs, row.length);
        if (expected instanceof String[] texts) {
            tally.values[at] += row.length;
            for (int j = 0; j < row.length; j++) {
                if (!texts[j].equals(row[j])) {
                    differs(at, j, key, knownMs, texts[j], row[j]);
                }
            }
        }
    }

    private void differs(int at, int column, String key, long knownMs, String expected, String was) {
        Series s = whole.series().get(at);
        offenders.add(s.stage(), s.columns().get(column), key, knownMs, cutMs, method, expected, was);
    }

    /** The row of the whole history that this one has to equal; an empty array when there is none. */
    private Object next(int at, String key, long knownMs, int columns) {
        Cursor cursor = cursors.get(at).computeIfAbsent(key, k -> new Cursor());
        if (cursor.lost) {
            return ROW;
        }
        Series s = whole.series().get(at);
        if (columns != s.columns().size()) {
            throw new IllegalArgumentException(
                    "expected " + s.columns().size() + " values of " + key + ", was " + columns);
        }
        Track track = whole.track(at, key);
        skipFuture(track, cursor);
        if (track == null || cursor.next == track.size() || track.knownMs(cursor.next) != knownMs) {
            cursor.lost = true;
            boolean none = track == null || cursor.next == track.size();
            long expectedMs = none || track == null ? knownMs : track.knownMs(cursor.next);
            offenders.add(
                    s.stage(),
                    name(s),
                    key,
                    Math.min(knownMs, expectedMs),
                    cutMs,
                    method,
                    none ? "no row" : "a row at " + expectedMs,
                    "a row at " + knownMs);
            return ROW;
        }
        return track.row(cursor.next++);
    }

    private void skipFuture(@Nullable Track track, Cursor cursor) {
        while (track != null && cursor.next < track.size() && track.knownMs(cursor.next) > cutMs) {
            cursor.next++;
        }
    }

    /** A series of one column is named by it. */
    private static String name(Series s) {
        return s.columns().size() == 1 ? s.columns().get(0) + " " + ROW : ROW;
    }

    /** The end of the run: what has not come is missing. */
    void end() {
        for (int at = 0; at < whole.series().size(); at++) {
            Series s = whole.series().get(at);
            for (Map.Entry<String, Track> e : whole.tracks(at).entrySet()) {
                Cursor cursor = cursors.get(at).getOrDefault(e.getKey(), new Cursor());
                skipFuture(e.getValue(), cursor);
                if (!cursor.lost && cursor.next < e.getValue().size()) {
                    long ms = e.getValue().knownMs(cursor.next);
                    offenders.add(s.stage(), name(s), e.getKey(), ms, cutMs, method, "a row at " + ms, "no row");
                }
            }
        }
    }
}
