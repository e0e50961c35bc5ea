package io.quorate.schema.control;

/** Estimator of correlations. */
public enum CorrelationMethod {
    /** Exponentially weighted products of returns, pair by pair. */
    EWMA,
    /** Equally weighted, shrunk towards no correlation by the rule of Ledoit and Wolf (2004). */
    LEDOIT_WOLF
}
