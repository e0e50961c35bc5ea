package io.quorate.job.batch;

/**
 * One row of market data on its way: a trade (price in {@code close}, size in {@code volume}) or a bar. A mutable bean,
 * so that it crosses Flink without Kryo and a reader needs only one.
 */
public class MarketRow {

    /** Place in the whole input: file, then line. Unique, ascending in the order of reading. */
    public long ordinal;

    public String venue = "";
    public String symbol = "";
    public long tsMs;

    /** Identity; empty for none. */
    public String id = "";

    public double open;
    public double high;
    public double low;
    public double close;
    public double volume;

    /** Trades in a bar; 0 when unknown. */
    public long trades;

    /** Volume-weighted price of a bar; the close when unknown. */
    public double vwap;
}
