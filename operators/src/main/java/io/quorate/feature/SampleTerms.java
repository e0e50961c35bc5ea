package io.quorate.feature;

import io.quorate.schema.market.Sample;
import io.quorate.schema.state.FeatureState;

/**
 * The numbers of one sample that windows add up, computed once and kept in a ring of rows.
 *
 * <p>Terms that need a previous sample are 0 in the first row; no window that contains that row uses them.
 */
final class SampleTerms {

    static final int CLOSE = 0;
    static final int HIGH = 1;
    static final int LOW = 2;
    /** ln(C/C of the sample before). */
    static final int RETURN = 3;
    /** ln(O/C of the sample before). */
    static final int NIGHT = 4;
    /** ln(C/O). */
    static final int DAY = 5;

    static final int VOLUME = 6;
    /** ln(H/L) squared. */
    static final int RANGE_SQUARE = 7;
    /** Garman-Klass term. */
    static final int GARMAN_KLASS = 8;
    /** Rogers-Satchell term. */
    static final int ROGERS_SATCHELL = 9;
    /** |C - C of the sample before|. */
    static final int PATH = 10;
    /** Average price times volume. */
    static final int NOTIONAL = 11;
    /** Money flow of a rising typical price. */
    static final int FLOW_UP = 12;
    /** Money flow of a falling typical price. */
    static final int FLOW_DOWN = 13;

    static final int COUNT = 14;

    private static final double GK_WEIGHT = 2 * StrictMath.log(2) - 1;

    private SampleTerms() {}

    /** Writes the row of a sample; {@code state} still describes the sample before. */
    static void write(FeatureState state, Sample s, double[] rows, int at) {
        double range = logRatio(s.high(), s.low());
        double day = logRatio(s.close(), s.open());
        rows[at + CLOSE] = s.close();
        rows[at + HIGH] = s.high();
        rows[at + LOW] = s.low();
        rows[at + DAY] = day;
        rows[at + VOLUME] = s.volume();
        rows[at + RANGE_SQUARE] = range * range;
        rows[at + GARMAN_KLASS] = 0.5 * range * range - GK_WEIGHT * day * day;
        rows[at + ROGERS_SATCHELL] = logRatio(s.high(), s.close()) * logRatio(s.high(), s.open())
                + logRatio(s.low(), s.close()) * logRatio(s.low(), s.open());
        rows[at + NOTIONAL] = averagePrice(s) * s.volume();
        boolean first = state.samples == 0;
        double typical = typicalPrice(s);
        double flow = typical * s.volume();
        rows[at + RETURN] = first ? 0 : logRatio(s.close(), state.previousClose);
        rows[at + NIGHT] = first ? 0 : logRatio(s.open(), state.previousClose);
        rows[at + PATH] = first ? 0 : Math.abs(s.close() - state.previousClose);
        rows[at + FLOW_UP] = !first && typical > state.previousTypical ? flow : 0;
        rows[at + FLOW_DOWN] = !first && typical < state.previousTypical ? flow : 0;
    }

    static double typicalPrice(Sample s) {
        return (s.high() + s.low() + s.close()) / 3;
    }

    /** The volume-weighted price when the trades behind the sample are known, else the typical price. */
    private static double averagePrice(Sample s) {
        return s.trades() > 0 ? s.vwap() : typicalPrice(s);
    }

    /** ln(a/b) of two positive numbers, finite even where the quotient is not. */
    static double logRatio(double a, double b) {
        double ratio = a / b;
        if (ratio == 1) {
            return 0;
        }
        return ratio >= Double.MIN_NORMAL && ratio <= Double.MAX_VALUE
                ? StrictMath.log(ratio)
                : StrictMath.log(a) - StrictMath.log(b);
    }
}
