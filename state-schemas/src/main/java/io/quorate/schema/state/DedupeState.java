package io.quorate.schema.state;

import java.util.ArrayList;
import java.util.List;

/**
 * Identities of the records of one symbol that were accepted within the retention, in the order of their acceptance,
 * and where each is found. 24 bytes and 1.5 to 3 slots of 4 bytes an identity.
 */
public class DedupeState {

    /** Former form, an open-addressing table: two words per slot. Of savepoints that are read, empty otherwise. */
    public long[] fingerprints = new long[0];

    /** Former form: event time per slot; Long.MIN_VALUE marks a free one. */
    public long[] tsMs = new long[0];

    /** Identities in the pieces; in the former form slots in use. */
    public int size;

    /** When expired identities are swept next; Long.MIN_VALUE for never. */
    public long nextSweepMs = Long.MIN_VALUE;

    /**
     * Identities by event time: 128-bit fingerprint and event time, big-endian. All pieces but the last are full and are
     * never written again, so that copies share them.
     */
    public transient List<byte[]> pieces = new ArrayList<>();

    /** Open addressing by fingerprint: place in the pieces plus one, 0 for none. Derived; empty until it is asked. */
    public transient int[] slots = new int[0];
}
