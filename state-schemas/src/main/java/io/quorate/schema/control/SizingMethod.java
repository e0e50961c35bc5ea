package io.quorate.schema.control;

/** How the size of an entry comes about. */
public enum SizingMethod {
    /** Loss at the stop = risk fraction of equity, or the fixed fraction without a stop; Kelly may make it smaller. */
    RISK,
    /** Notional = Kelly fraction of equity; the fixed fraction while there is no estimate. */
    KELLY,
    /** Notional = volatility target / volatility of one sample. */
    VOLATILITY_TARGET,
    /** Notional = fixed fraction of equity. */
    FIXED_FRACTION
}
