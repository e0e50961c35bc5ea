package io.quorate.feature;

/** Columns without a window, in raw order. */
enum SeriesFeature {
    LOGRET("logret", Scale.FREE, Range.FINITE, 1),
    EWMAVOL("ewmavol", Scale.FREE, Range.NOT_NEGATIVE, 1),
    MACD("macd", Scale.PRICE, Range.FINITE, 0),
    MACD_SIGNAL("macd_signal", Scale.PRICE, Range.FINITE, 0),
    MACD_HIST("macd_hist", Scale.PRICE, Range.FINITE, 0),
    OBV("obv", Scale.RAW_ONLY, Range.FINITE, 0);

    static final int COUNT = values().length;

    final String column;
    final Scale scale;
    final Range range;
    /** Index of the first sample for which it is defined. */
    final int firstIndex;

    SeriesFeature(String column, Scale scale, Range range, int firstIndex) {
        this.column = column;
        this.scale = scale;
        this.range = range;
        this.firstIndex = firstIndex;
    }

    /** Place in the raw view. */
    @SuppressWarnings("EnumOrdinal") // an index inside one process, never written anywhere
    int place() {
        return ordinal();
    }
}
