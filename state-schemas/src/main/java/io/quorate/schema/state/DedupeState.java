package io.quorate.schema.state;

/**
 * Identities of the records of one symbol that were accepted within the retention: an open-addressing table of 128-bit
 * fingerprints with the event time of each. 24 bytes per slot, at most 3 slots per remembered identity but
 * for those that a sweep has not reached yet.
 */
public class DedupeState {

    /** Two words per slot. */
    public long[] fingerprints = new long[0];

    /** Event time per slot; Long.MIN_VALUE marks a free one. */
    public long[] tsMs = new long[0];

    /** Slots in use. */
    public int size;

    /** When expired identities are swept next; Long.MIN_VALUE for never. */
    public long nextSweepMs = Long.MIN_VALUE;
}
