package io.quorate.feature;

/** Columns that exist once per window w, in raw order; the name is the prefix, an underscore and w. */
enum WindowFeature {
    MEAN("mean", Scale.PRICE, Range.NOT_NEGATIVE, 1, -1),
    STD("std", Scale.PRICE, Range.NOT_NEGATIVE, 1, -1),
    MIN("min", Scale.PRICE, Range.NOT_NEGATIVE, 1, -1),
    MAX("max", Scale.PRICE, Range.NOT_NEGATIVE, 1, -1),
    Z("z", Scale.FREE, Range.FINITE, 1, -1),
    SKEW("skew", Scale.FREE, Range.FINITE, 1, -1),
    KURT("kurt", Scale.FREE, Range.FINITE, 1, -1),
    RMEAN("rmean", Scale.FREE, Range.FINITE, 1, 0),
    RSTD("rstd", Scale.FREE, Range.NOT_NEGATIVE, 1, 0),
    RSKEW("rskew", Scale.FREE, Range.FINITE, 1, 0),
    RKURT("rkurt", Scale.FREE, Range.FINITE, 1, 0),
    /** Equals rstd. */
    CCVOL("ccvol", Scale.RAW_ONLY, Range.NOT_NEGATIVE, 1, 0),
    PARK("park", Scale.FREE, Range.NOT_NEGATIVE, 1, -1),
    GK("gk", Scale.FREE, Range.NOT_NEGATIVE, 1, -1),
    RS("rs", Scale.FREE, Range.NOT_NEGATIVE, 1, -1),
    YZ("yz", Scale.FREE, Range.NOT_NEGATIVE, 1, 0),
    ATR("atr", Scale.PRICE, Range.NOT_NEGATIVE, 1, 0),
    ROC("roc", Scale.FREE, Range.FINITE, 1, 0),
    STOCHK("stochk", Scale.FREE, Range.PERCENT, 1, -1),
    STOCHD("stochd", Scale.FREE, Range.PERCENT, 1, 1),
    /** A line in z, as the next one is. */
    PCTB("pctb", Scale.RAW_ONLY, Range.FINITE, 1, -1),
    PCTB1("pctb1", Scale.RAW_ONLY, Range.FINITE, 1, -1),
    PDI("pdi", Scale.FREE, Range.PERCENT, 1, 0),
    MDI("mdi", Scale.FREE, Range.PERCENT, 1, 0),
    ADX("adx", Scale.FREE, Range.PERCENT, 2, -1),
    SLOPE("slope", Scale.PRICE, Range.FINITE, 1, -1),
    R2("r2", Scale.FREE, Range.SHARE, 1, -1),
    RV("rv", Scale.FREE, Range.NOT_NEGATIVE, 1, 0),
    BV("bv", Scale.FREE, Range.NOT_NEGATIVE, 1, 0),
    JUMP("jump", Scale.FREE, Range.SHARE, 1, 0),
    ER("er", Scale.FREE, Range.SHARE, 1, 0),
    VOLZ("volz", Scale.FREE, Range.FINITE, 1, -1),
    MFI("mfi", Scale.FREE, Range.PERCENT, 1, 0),
    VWAPDEV("vwapdev", Scale.FREE, Range.FINITE, 1, -1);

    static final int COUNT = values().length;

    final String prefix;
    final Scale scale;
    final Range range;
    private final int perWindow;
    private final int offset;

    WindowFeature(String prefix, Scale scale, Range range, int perWindow, int offset) {
        this.prefix = prefix;
        this.scale = scale;
        this.range = range;
        this.perWindow = perWindow;
        this.offset = offset;
    }

    String column(int window) {
        return prefix + '_' + window;
    }

    /** Index of the first sample for which it is defined. */
    int firstIndex(int window) {
        return perWindow * window + offset;
    }

    /** Place in the group of a window. */
    @SuppressWarnings("EnumOrdinal") // an index inside one process, never written anywhere
    int place() {
        return ordinal();
    }
}
