package io.quorate.job.backtest;

import io.quorate.schema.market.Inbound;
import java.util.function.Consumer;

/** A market history that can be read from its start, any number of times. */
public interface MarketSource {

    /** What it is, for people. */
    String name();

    /** Partitions its records come from. */
    int partitions();

    /**
     * Hands on every record, in order inside each partition; throws UserError for what cannot be read.
     *
     * @param progress told the share that was handed on, now and then
     */
    void forEach(Consumer<Inbound> sink, Progress progress);

    /** Hears how much is done. */
    @FunctionalInterface
    interface Progress {
        /** Hears nothing. */
        Progress NONE = share -> {};

        void done(double share);
    }
}
