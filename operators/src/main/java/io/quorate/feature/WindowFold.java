package io.quorate.feature;

import java.util.Arrays;

/**
 * A summary of consecutive samples that can be joined with the summary of the samples after them.
 *
 * <p>Joining only adds (pairwise central moments of Chan, Golub and LeVeque 1979 and Pébay 2008); nothing is ever
 * subtracted out again, so a value that has left the window leaves no trace. The mean of closes is kept as an anchor
 * (one of the closes) plus an offset, which keeps the deviations exact where prices barely move. A fold is a row of
 * {@link #COUNT} numbers; the number of samples behind it is known to the caller.
 */
final class WindowFold {

    static final int ANCHOR = 0;
    /** Mean close minus anchor; the next three are the sums of its 2nd, 3rd and 4th central powers. */
    static final int CLOSE_OFFSET = 1;

    static final int CLOSE_M2 = 2;
    static final int CLOSE_M3 = 3;
    static final int CLOSE_M4 = 4;
    /** Sum of (index - mean index)(close - mean close). */
    static final int CLOSE_TIME = 5;

    static final int CLOSE_MIN = 6;
    static final int CLOSE_MAX = 7;
    static final int HIGHEST = 8;
    static final int LOWEST = 9;
    static final int RETURN_MEAN = 10;
    static final int RETURN_M2 = 11;
    static final int RETURN_M3 = 12;
    static final int RETURN_M4 = 13;
    static final int NIGHT_MEAN = 14;
    static final int NIGHT_M2 = 15;
    static final int DAY_MEAN = 16;
    static final int DAY_M2 = 17;
    static final int VOLUME_MEAN = 18;
    static final int VOLUME_M2 = 19;
    /** |return| of the first and of the last sample. */
    static final int FIRST_RETURN = 20;

    static final int LAST_RETURN = 21;
    /** Sum of products of neighbouring |return|, both inside. */
    static final int BIPOWER = 22;

    /** From here on plain sums. */
    static final int RETURN_SQUARES = 23;

    static final int RANGE_SQUARES = 24;
    static final int GARMAN_KLASS = 25;
    static final int ROGERS_SATCHELL = 26;
    static final int PATH = 27;
    static final int VOLUME = 28;
    static final int NOTIONAL = 29;
    static final int FLOW_UP = 30;
    static final int FLOW_DOWN = 31;

    static final int COUNT = 32;

    private static final int FIRST_SUM = RETURN_SQUARES;

    private WindowFold() {}

    /** The fold of the one sample whose terms begin at {@code row}. */
    static void single(double[] terms, int row, double[] out) {
        Arrays.fill(out, 0, COUNT, 0);
        double close = terms[row + SampleTerms.CLOSE];
        double ret = terms[row + SampleTerms.RETURN];
        out[ANCHOR] = close;
        out[CLOSE_MIN] = close;
        out[CLOSE_MAX] = close;
        out[HIGHEST] = terms[row + SampleTerms.HIGH];
        out[LOWEST] = terms[row + SampleTerms.LOW];
        out[RETURN_MEAN] = ret;
        out[NIGHT_MEAN] = terms[row + SampleTerms.NIGHT];
        out[DAY_MEAN] = terms[row + SampleTerms.DAY];
        out[VOLUME_MEAN] = terms[row + SampleTerms.VOLUME];
        out[FIRST_RETURN] = Math.abs(ret);
        out[LAST_RETURN] = Math.abs(ret);
        out[RETURN_SQUARES] = ret * ret;
        out[RANGE_SQUARES] = terms[row + SampleTerms.RANGE_SQUARE];
        out[GARMAN_KLASS] = terms[row + SampleTerms.GARMAN_KLASS];
        out[ROGERS_SATCHELL] = terms[row + SampleTerms.ROGERS_SATCHELL];
        out[PATH] = terms[row + SampleTerms.PATH];
        out[VOLUME] = terms[row + SampleTerms.VOLUME];
        out[NOTIONAL] = terms[row + SampleTerms.NOTIONAL];
        out[FLOW_UP] = terms[row + SampleTerms.FLOW_UP];
        out[FLOW_DOWN] = terms[row + SampleTerms.FLOW_DOWN];
    }

    /** The fold of the {@code na} samples at a followed by the {@code nb} samples at b; out may be a or b. */
    static void join(double[] a, int ia, double na, double[] b, int ib, double nb, double[] out, int io) {
        double n = na + nb;
        double close = b[ib + CLOSE_OFFSET] - a[ia + CLOSE_OFFSET] + (b[ib + ANCHOR] - a[ia + ANCHOR]);
        out[io + ANCHOR] = a[ia + ANCHOR];
        out[io + CLOSE_TIME] = a[ia + CLOSE_TIME] + b[ib + CLOSE_TIME] + na * nb / 2 * close;
        joinFour(a, ia + CLOSE_OFFSET, na, b, ib + CLOSE_OFFSET, nb, close, out, io + CLOSE_OFFSET);
        out[io + CLOSE_MIN] = Math.min(a[ia + CLOSE_MIN], b[ib + CLOSE_MIN]);
        out[io + CLOSE_MAX] = Math.max(a[ia + CLOSE_MAX], b[ib + CLOSE_MAX]);
        out[io + HIGHEST] = Math.max(a[ia + HIGHEST], b[ib + HIGHEST]);
        out[io + LOWEST] = Math.min(a[ia + LOWEST], b[ib + LOWEST]);
        double ret = b[ib + RETURN_MEAN] - a[ia + RETURN_MEAN];
        joinFour(a, ia + RETURN_MEAN, na, b, ib + RETURN_MEAN, nb, ret, out, io + RETURN_MEAN);
        double share = nb / n;
        double weight = na * share;
        joinTwo(a, ia + NIGHT_MEAN, b, ib + NIGHT_MEAN, share, weight, out, io + NIGHT_MEAN);
        joinTwo(a, ia + DAY_MEAN, b, ib + DAY_MEAN, share, weight, out, io + DAY_MEAN);
        joinTwo(a, ia + VOLUME_MEAN, b, ib + VOLUME_MEAN, share, weight, out, io + VOLUME_MEAN);
        out[io + BIPOWER] = a[ia + BIPOWER] + b[ib + BIPOWER] + a[ia + LAST_RETURN] * b[ib + FIRST_RETURN];
        out[io + FIRST_RETURN] = a[ia + FIRST_RETURN];
        out[io + LAST_RETURN] = b[ib + LAST_RETURN];
        for (int k = FIRST_SUM; k < COUNT; k++) {
            out[io + k] = a[ia + k] + b[ib + k];
        }
    }

    private static void joinTwo(
            double[] a, int ia, double[] b, int ib, double share, double weight, double[] out, int io) {
        double delta = b[ib] - a[ia];
        double mean = a[ia] + delta * share;
        out[io + 1] = a[ia + 1] + b[ib + 1] + delta * delta * weight;
        out[io] = mean;
    }

    private static void joinFour(
            double[] a, int ia, double na, double[] b, int ib, double nb, double delta, double[] out, int io) {
        double n = na + nb;
        double d = delta / n;
        double d2 = d * d;
        double a2 = a[ia + 1];
        double b2 = b[ib + 1];
        double a3 = a[ia + 2];
        double b3 = b[ib + 2];
        double mean = a[ia] + nb * d;
        double product = na * nb;
        double spread = delta * d * product;
        out[io + 3] = a[ia + 3]
                + b[ib + 3]
                + spread * d2 * (na * na - product + nb * nb)
                + 6 * d2 * (na * na * b2 + nb * nb * a2)
                + 4 * d * (na * b3 - nb * a3);
        out[io + 2] = a3 + b3 + spread * d * (na - nb) + 3 * d * (na * b2 - nb * a2);
        out[io + 1] = a2 + b2 + spread;
        out[io] = mean;
    }
}
