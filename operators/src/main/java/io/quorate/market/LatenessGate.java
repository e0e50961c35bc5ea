package io.quorate.market;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides once, per partition, whether a record came too late.
 *
 * <p>A record is late if its event time is below the greatest one seen in its partition minus the allowed lateness. The
 * decision uses nothing but the partition's own records in offset order, so it is the same in every run; a watermark
 * would not be, because Flink does not restore watermarks. One long per partition. Not thread-safe.
 */
public final class LatenessGate {

    /** Stands for a partition without any record. */
    public static final long NOTHING_SEEN = Long.MIN_VALUE;

    private final long latenessMs;
    private long[] maxTsMs = new long[0];

    public LatenessGate(long latenessMs) {
        if (latenessMs < 0) {
            throw new IllegalArgumentException("latenessMs: expected >= 0, was " + latenessMs);
        }
        this.latenessMs = latenessMs;
    }

    /** True until the partition has advanced for the first time. */
    public boolean isNew(int partition) {
        return maxTsMs(partition) == NOTHING_SEEN;
    }

    /** True if a record of this event time has to be put aside. */
    public boolean late(int partition, long tsMs) {
        long max = maxTsMs(partition);
        return max != NOTHING_SEEN && tsMs < max - latenessMs;
    }

    /** Notes the event time of a record that is not late. */
    public void advance(int partition, long tsMs) {
        if (partition >= maxTsMs.length) {
            int known = maxTsMs.length;
            maxTsMs = Arrays.copyOf(maxTsMs, partition + 1);
            Arrays.fill(maxTsMs, known, maxTsMs.length, NOTHING_SEEN);
        }
        maxTsMs[partition] = Math.max(maxTsMs[partition], tsMs);
    }

    /** Greatest event time of the partition, or NOTHING_SEEN. */
    public long maxTsMs(int partition) {
        return partition < maxTsMs.length ? maxTsMs[partition] : NOTHING_SEEN;
    }

    /** Greatest event time of all partitions, or NOTHING_SEEN. */
    public long greatestTsMs() {
        long greatest = NOTHING_SEEN;
        for (long max : maxTsMs) {
            greatest = Math.max(greatest, max);
        }
        return greatest;
    }

    /**
     * Watermark over partitions 0 to n-1: no record that is not late can have an event time at or below it.
     *
     * @param partitions number of partitions of the topic
     * @return Long.MIN_VALUE while a partition has no record
     */
    public long watermarkMs(int partitions) {
        long least = Long.MAX_VALUE;
        for (int partition = 0; partition < partitions; partition++) {
            least = Math.min(least, maxTsMs(partition));
        }
        return least == NOTHING_SEEN || partitions == 0 ? Long.MIN_VALUE : least - latenessMs - 1;
    }

    /** Greatest event time by partition, ascending, partitions without a record left out. */
    public Map<Integer, Long> snapshot() {
        Map<Integer, Long> known = new TreeMap<>();
        for (int partition = 0; partition < maxTsMs.length; partition++) {
            if (maxTsMs[partition] != NOTHING_SEEN) {
                known.put(partition, maxTsMs[partition]);
            }
        }
        return known;
    }

    /** Takes over what a snapshot knew; the maximum counts, so any number of snapshots may overlap. */
    public void restore(Map<Integer, Long> known) {
        known.forEach(this::advance);
    }
}
