package io.quorate.job.pipeline;

import io.quorate.backtest.BacktestSinks;
import io.quorate.backtest.DecisionHash;
import io.quorate.backtest.DecisionPipeline;
import io.quorate.backtest.ParallelBacktest;
import io.quorate.backtest.PipelineSink;
import io.quorate.ensemble.ModelShelf;
import io.quorate.job.backtest.BacktestPlan;
import io.quorate.job.backtest.MarketSource;
import io.quorate.schema.codec.DecisionCodec;
import io.quorate.schema.decision.Decision;

/**
 * Whether the backtest decides as the plain pipeline, which is the oracle of the job.
 *
 * @param decisions of the plain pipeline
 * @param hash digest of them, lower-case hex
 * @param equal whether those of the backtest have the same
 */
record Parity(int decisions, String hash, boolean equal) {

    /** Runs a plan both ways. */
    static Parity of(BacktestPlan plan) {
        DecisionHash plain = new DecisionHash();
        try (ModelShelf shelf = plan.models().open()) {
            DecisionPipeline pipeline = new DecisionPipeline(plan.pipeline(), shelf, plan.control(), sink(plain));
            plan.market().forEach(pipeline::accept, MarketSource.Progress.NONE);
            pipeline.finish();
        }
        DecisionHash parallel = new DecisionHash();
        PipelineSink into = sink(parallel);
        BacktestSinks sinks = new BacktestSinks() {
            @Override
            public PipelineSink common() {
                return new PipelineSink() {};
            }

            @Override
            public PipelineSink portfolio(String portfolio, String member) {
                return into;
            }
        };
        try (ModelShelf shelf = plan.models().open();
                ParallelBacktest backtest =
                        new ParallelBacktest(plan.pipeline(), shelf, plan.control(), plan.threads(), false, sinks)) {
            plan.market().forEach(backtest::accept, MarketSource.Progress.NONE);
            backtest.finish();
        }
        return new Parity(plain.size(), plain.hex(), plain.hex().equals(parallel.hex()));
    }

    /** 0 for equal. */
    int differences() {
        return equal ? 0 : 1;
    }

    private static PipelineSink sink(DecisionHash hash) {
        return new PipelineSink() {
            @Override
            public synchronized void decision(Decision d, long ledgerIndex) {
                hash.add(
                        d.portfolio(),
                        d.tsMs(),
                        d.symbol(),
                        d.seq(),
                        d.trigger(),
                        d.ordinal(),
                        DecisionCodec.lean(d, ledgerIndex));
            }
        };
    }
}
