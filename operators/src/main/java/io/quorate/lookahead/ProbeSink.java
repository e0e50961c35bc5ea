package io.quorate.lookahead;

import java.util.List;

/** Takes what a {@link Probe} makes, row by row. Arrays may be used again by the caller. */
public interface ProbeSink {

    /** Declares columns that come together, in each run anew; gives what {@link #row} is to be called with. */
    int series(Stage stage, List<String> columns);

    /**
     * A row of numbers, NaN for undefined.
     *
     * @param series what {@link #series} gave
     * @param key symbol, or what else tells rows of one time apart
     * @param knownMs event time from which the row is said to be known
     */
    void row(int series, String key, long knownMs, double[] values);

    /** A row of texts. */
    void row(int series, String key, long knownMs, String[] values);
}
