package io.quorate.schema.feature;

/** Volatility state of a symbol, by hysteresis on the trailing percentile of its Yang-Zhang volatility. */
public enum VolatilityRegime {
    /** Too few samples to rank. */
    UNKNOWN,
    LOW,
    NORMAL,
    HIGH
}
