package io.quorate.job.ledger;

/**
 * One record of a ledger as it was found.
 *
 * @param source topic or file name
 * @param partition partition; {@link #LINES} or {@link #ROWS} for a file
 * @param position offset, or line or row from 1
 * @param value its bytes
 */
public record LedgerLine(String source, int partition, long position, byte[] value) {
    /** Partition of a file with lines. */
    static final int LINES = -1;
    /** Partition of a file with rows. */
    static final int ROWS = -2;

    /** Where it is, for a reader: {@code ledger-3 offset 12}, {@code a.jsonl:12} or {@code a.parquet#12}. */
    public String place() {
        return switch (partition) {
            case LINES -> source + ":" + position;
            case ROWS -> source + "#" + position;
            default -> source + "-" + partition + " offset " + position;
        };
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof LedgerLine l
                && source.equals(l.source)
                && partition == l.partition
                && position == l.position
                && java.util.Arrays.equals(value, l.value);
    }

    @Override
    public int hashCode() {
        return 31 * source.hashCode() + Long.hashCode(position);
    }
}
