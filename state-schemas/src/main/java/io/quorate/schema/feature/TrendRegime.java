package io.quorate.schema.feature;

/** Trend state of a symbol, by hysteresis on directional movement and efficiency ratio. */
public enum TrendRegime {
    /** Too few samples. */
    UNKNOWN,
    DOWN,
    /** No trend. */
    RANGE,
    UP
}
