package io.quorate.market;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Notices partitions that hold time because nothing comes from them. It only reports; no decision depends on it.
 *
 * <p>Times are readings of a wall clock given by the caller, in ms. A silence is reported once, and again after the next
 * record and the next silence.
 */
public final class SilenceWatch {

    private final long warnAfterMs;
    private final int expectedPartitions;
    private final long startedMs;
    private final Map<Integer, Long> lastRecordMs = new TreeMap<>();
    private final Map<Integer, Boolean> reported = new TreeMap<>();
    private boolean missingReported;

    /**
     * A watch that starts now.
     *
     * @param expectedPartitions partitions this reader has at the least
     */
    public SilenceWatch(long warnAfterMs, int expectedPartitions, long nowMs) {
        this.warnAfterMs = warnAfterMs;
        this.expectedPartitions = expectedPartitions;
        this.startedMs = nowMs;
    }

    /** A record came. */
    public void record(int partition, long nowMs) {
        lastRecordMs.put(partition, nowMs);
        reported.remove(partition);
    }

    /** What to say now: one line for each new silence. */
    public List<String> look(long nowMs) {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<Integer, Long> e : lastRecordMs.entrySet()) {
            long silentMs = nowMs - e.getValue();
            if (silentMs >= warnAfterMs && reported.putIfAbsent(e.getKey(), true) == null) {
                lines.add("market partition " + e.getKey() + " has been silent for " + silentMs
                        + " ms and holds time for every symbol");
            }
        }
        if (!missingReported && lastRecordMs.size() < expectedPartitions && nowMs - startedMs >= warnAfterMs) {
            missingReported = true;
            lines.add("market partitions " + lastRecordMs.keySet() + " have been read in " + (nowMs - startedMs)
                    + " ms, expected at least " + expectedPartitions + "; the others hold time for every symbol");
        }
        return lines;
    }

    /** Partitions that are silent now. */
    public int silent(long nowMs) {
        int silent = Math.max(0, nowMs - startedMs >= warnAfterMs ? expectedPartitions - lastRecordMs.size() : 0);
        for (long lastMs : lastRecordMs.values()) {
            silent += nowMs - lastMs >= warnAfterMs ? 1 : 0;
        }
        return silent;
    }
}
