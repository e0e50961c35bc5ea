package io.quorate.job.backtest;

import io.quorate.backtest.PipelineSink;

/** Takes the records of a backtest as they come. */
public interface BacktestOutput {

    /** Takes nothing. */
    BacktestOutput NONE = portfolio -> new PipelineSink() {
        @Override
        public boolean ledgered() {
            return false;
        }
    };

    /**
     * Takes what a portfolio of the ensemble decides: asked once for each on the caller's thread, then called in event-time
     * order by one thread at a time.
     */
    PipelineSink portfolio(String portfolio);

    /** Everything up to an event time was told; on the caller's thread. Throws UserError when it cannot be written. */
    default void passed(long tsMs) {}
}
