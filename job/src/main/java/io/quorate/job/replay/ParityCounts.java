package io.quorate.job.replay;

/**
 * How the records of one topic compare with those made again.
 *
 * @param recorded distinct places of the topic
 * @param repeats records at a place that was filled, with the same bytes
 * @param conflicts records at a place that was filled, with other bytes
 * @param again records made again
 * @param equal of them, those with the bytes of the topic
 * @param differing those with other bytes
 * @param missing those the topic does not have
 * @param extra places of the topic that were not made again
 */
public record ParityCounts(
        long recorded, long repeats, long conflicts, long again, long equal, long differing, long missing, long extra) {

    /** Both have the same records, each the same bytes. */
    public boolean same() {
        return off() == 0;
    }

    /** Records that are not the same, wherever they are. */
    long off() {
        return conflicts + differing + missing + extra;
    }
}
