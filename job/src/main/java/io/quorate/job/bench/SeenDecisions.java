package io.quorate.job.bench;

import io.quorate.job.metrics.LatencyFigures;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import org.HdrHistogram.Histogram;

/**
 * Of each decision on a sample in the order of arrival: when it came, its event time, its key and the ensemble it names;
 * 28 bytes each, so that any stretch of a run can be looked at afterwards.
 */
final class SeenDecisions {

    private static final long HIGHEST_NANOS = 3_600_000_000_000L;
    private static final int FIRST = 1 << 16;

    private final Map<String, Integer> keys = new HashMap<>();
    private long[] tsMs = new long[FIRST];
    private long[] arrivalMicros = new long[FIRST];
    private long[] ensemble = new long[FIRST];
    private int[] key = new int[FIRST];
    private int size;

    /** Takes the next arrival. */
    synchronized void add(String symbol, long decidedTsMs, long version, long nowMicros) {
        if (size == tsMs.length) {
            tsMs = Arrays.copyOf(tsMs, 2 * size);
            arrivalMicros = Arrays.copyOf(arrivalMicros, 2 * size);
            ensemble = Arrays.copyOf(ensemble, 2 * size);
            key = Arrays.copyOf(key, 2 * size);
        }
        tsMs[size] = decidedTsMs;
        arrivalMicros[size] = nowMicros;
        ensemble[size] = version;
        key[size++] = keys.computeIfAbsent(symbol, s -> keys.size());
    }

    /** Latency of the decisions whose event time is at or after {@code fromMs} and before {@code toMs}. */
    synchronized LatencyFigures latency(long fromMs, long toMs) {
        Histogram nanos = new Histogram(1_000, HIGHEST_NANOS, 3);
        for (int i = 0; i < size; i++) {
            if (tsMs[i] >= fromMs && tsMs[i] < toMs) {
                long late = (arrivalMicros[i] - tsMs[i] * 1_000) * 1_000;
                nanos.recordValue(Math.max(0, Math.min(late, HIGHEST_NANOS)));
            }
        }
        return LatencyFigures.of(nanos);
    }

    /** Longest wall time between two arrivals in a stretch of wall time, ms. */
    synchronized double longestPauseMs(long fromMs, long toMs) {
        long longest = 0;
        for (int i = 1; i < size; i++) {
            if (arrivalMicros[i - 1] >= fromMs * 1_000 && arrivalMicros[i] < toMs * 1_000) {
                longest = Math.max(longest, arrivalMicros[i] - arrivalMicros[i - 1]);
            }
        }
        return longest / 1e3;
    }

    /**
     * How the decisions agree with the epochs.
     *
     * @param decisions looked at
     * @param wrong by another ensemble than the one in force at their event time
     * @param backwards whose epoch is older than that of an earlier event time of the same key
     */
    record Agreement(long decisions, long wrong, long backwards) {}

    /**
     * Holds every decision against the epochs.
     *
     * @param versions ensemble version by its first event time
     */
    synchronized Agreement agreement(NavigableMap<Long, Long> versions) {
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(tsMs[a], tsMs[b]));
        long[] newest = new long[keys.size()];
        Arrays.fill(newest, Long.MIN_VALUE);
        long wrong = 0;
        long backwards = 0;
        for (int i : order) {
            Map.Entry<Long, Long> used = versions.floorEntry(tsMs[i]);
            wrong += used == null || used.getValue() != ensemble[i] ? 1 : 0;
            while (used != null && used.getValue() != ensemble[i]) {
                used = versions.lowerEntry(used.getKey());
            }
            long epochMs = used == null ? Long.MAX_VALUE : used.getKey();
            backwards += epochMs < newest[key[i]] ? 1 : 0;
            newest[key[i]] = Math.max(newest[key[i]], epochMs);
        }
        return new Agreement(size, wrong, backwards);
    }
}
