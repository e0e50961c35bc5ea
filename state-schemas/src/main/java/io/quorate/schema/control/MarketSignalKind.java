package io.quorate.schema.control;

/** Kind of a fact the market stream reports to the control sequencer. */
public enum MarketSignalKind {
    /** A partition gave its first usable record. */
    FIRST_SEEN,
    /** The combined watermark of all partitions advanced. */
    WATERMARK,
    /** The stream ended; written before its last watermark. */
    END
}
