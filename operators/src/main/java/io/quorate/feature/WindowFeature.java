package io.quorate.feature;

/** Columns that exist once per window w, in raw order; the name is the prefix, an underscore and w. */
enum WindowFeature {
    MEAN("mean", Scale.PRICE, 1, -1),
    STD("std", Scale.PRICE, 1, -1),
    MIN("min", Scale.PRICE, 1, -1),
    MAX("max", Scale.PRICE, 1, -1),
    Z("z", Scale.FREE, 1, -1),
    SKEW("skew", Scale.FREE, 1, -1),
    KURT("kurt", Scale.FREE, 1, -1),
    RMEAN("rmean", Scale.FREE, 1, 0),
    RSTD("rstd", Scale.FREE, 1, 0),
    RSKEW("rskew", Scale.FREE, 1, 0),
    RKURT("rkurt", Scale.FREE, 1, 0),
    /** Equals rstd. */
    CCVOL("ccvol", Scale.RAW_ONLY, 1, 0),
    PARK("park", Scale.FREE, 1, -1),
    GK("gk", Scale.FREE, 1, -1),
    RS("rs", Scale.FREE, 1, -1),
    YZ("yz", Scale.FREE, 1, 0),
    ATR("atr", Scale.PRICE, 1, 0),
    ROC("roc", Scale.FREE, 1, 0),
    STOCHK("stochk", Scale.FREE, 1, -1),
    STOCHD("stochd", Scale.FREE, 1, 1),
    /** A line in z, as the next one is. */
    PCTB("pctb", Scale.RAW_ONLY, 1, -1),
    PCTB1("pctb1", Scale.RAW_ONLY, 1, -1),
    PDI("pdi", Scale.FREE, 1, 0),
    MDI("mdi", Scale.FREE, 1, 0),
    ADX("adx", Scale.FREE, 2, -1),
    SLOPE("slope", Scale.PRICE, 1, -1),
    R2("r2", Scale.FREE, 1, -1),
    RV("rv", Scale.FREE, 1, 0),
    BV("bv", Scale.FREE, 1, 0),
    JUMP("jump", Scale.FREE, 1, 0),
    ER("er", Scale.FREE, 1, 0),
    VOLZ("volz", Scale.FREE, 1, -1),
    MFI("mfi", Scale.FREE, 1, 0),
    VWAPDEV("vwapdev", Scale.FREE, 1, -1);

    static final int COUNT = values().length;

    final String prefix;
    final Scale scale;
    private final int perWindow;
    private final int offset;

    WindowFeature(String prefix, Scale scale, int perWindow, int offset) {
        this.prefix = prefix;
        this.scale = scale;
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
