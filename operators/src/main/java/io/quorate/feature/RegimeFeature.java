package io.quorate.feature;

/**
 * Columns of the regimes, last in the raw view: label, a score in [0, 1] that speaks for it, samples spent in it.
 *
 * <p>Labels are numbers: LOW -1, NORMAL 0, HIGH 1 and DOWN -1, RANGE 0, UP 1. All NaN while the regime is unknown.
 */
enum RegimeFeature {
    VOL("regime_vol"),
    /** Percentile of the volatility, / 100. */
    VOL_P("regime_vol_p"),
    VOL_DWELL("regime_vol_dwell"),
    TREND("regime_trend"),
    /** Efficiency ratio. */
    TREND_P("regime_trend_p"),
    TREND_DWELL("regime_trend_dwell");

    static final int COUNT = values().length;

    final String column;

    RegimeFeature(String column) {
        this.column = column;
    }

    /** Place in the group. */
    @SuppressWarnings("EnumOrdinal") // an index inside one process, never written anywhere
    int place() {
        return ordinal();
    }
}
