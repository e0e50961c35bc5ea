package io.quorate.schema.model;

/** What a bundle predicts. */
public enum Target {
    /** P(close h samples later &gt; close). May size a side. */
    DIRECTION,
    /** P(upper barrier touched first). May size a side. */
    TRIPLE_BARRIER,
    /** P(large absolute move). Gates and scales, never sizes a side. */
    VOLATILITY
}
