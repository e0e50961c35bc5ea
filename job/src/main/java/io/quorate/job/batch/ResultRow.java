package io.quorate.job.batch;

/** One row of a result, with what orders the rows of all symbols. A mutable bean, so that it crosses Flink without Kryo. */
public class ResultRow {

    /** Ordinal of the input row that completed it; {@link Long#MAX_VALUE} for the end of the input. */
    public long ordinal;

    public String symbol = "";

    /** Among the rows of one ordinal and symbol. */
    public int place;

    public long tsMs;
    public double[] values = {};
}
