package io.quorate.backtest;

/** Takes what a {@link ParallelBacktest} produces. */
public interface BacktestSinks {

    /** Takes predictions, credits and weights, in event-time order, on the thread that feeds the backtest. */
    PipelineSink common();

    /**
     * Takes the predictions given to a portfolio and what it makes of them: asked once for each, on the thread that feeds
     * the backtest, then called in event-time order by one thread at a time.
     *
     * @param member the member that decides alone; empty for the ensemble
     */
    PipelineSink portfolio(String portfolio, String member);

    /** Everything up to an event time has been told, and nothing will be until this returns; on the feeding thread. */
    default void passed(long tsMs) {}
}
