package io.quorate.job.replay;

import io.quorate.backtest.BacktestSinks;
import io.quorate.backtest.DecisionPipeline;
import io.quorate.backtest.ParallelBacktest;
import io.quorate.backtest.PipelineSink;
import io.quorate.ensemble.ModelShelf;
import io.quorate.job.backtest.MarketSource;
import io.quorate.job.backtest.TopicMarket;
import io.quorate.job.kafka.TopicReader;
import io.quorate.job.kafka.Topics;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.topology.JobSetup;
import io.quorate.schema.codec.MarketDecoder;
import io.quorate.schema.decision.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The market topic of a run, from its start, under the control log of the run through the plain pipeline. */
final class RecordedMarket {
    private RecordedMarket() {}

    /**
     * Decides it again; gives the number of market records read. A log that a bounded job has closed is decided to the end
     * of time, another as far as the market's time went.
     *
     * @param enough asked after each record; true ends it there
     */
    static long decide(Settings settings, ControlLogFile log, PipelineSink sink, BooleanSupplier enough) {
        String topic = settings.get(JobOptions.MARKET);
        MarketDecoder decoder = new MarketDecoder(topic, JobSetup.marketRules(settings));
        try (ModelShelf shelf = JobSetup.models(settings).open()) {
            DecisionPipeline pipeline = new DecisionPipeline(
                    JobSetup.pipeline(settings, Topics.partitions(settings, topic)), shelf, log.records(), sink);
            long records = TopicReader.uncommitted(settings).forEachWhile(topic, r -> {
                pipeline.accept(decoder.decode(r.partition(), r.offset(), r.timestamp(), r.value()));
                return !enough.getAsBoolean();
            });
            if (!enough.getAsBoolean()) {
                if (log.closed()) {
                    pipeline.finish();
                } else {
                    pipeline.advance();
                }
            }
            return records;
        }
    }

    /** The same by the threads of a backtest, whose portfolios tell their decisions from several threads. */
    static void backtest(Settings settings, ControlLogFile log, int threads, Decided sink) {
        PipelineSink decisions = new PipelineSink() {
            @Override
            public void decision(Decision decision, long ledgerIndex) {
                sink.decision(decision, ledgerIndex);
            }
        };
        BacktestSinks sinks = new BacktestSinks() {
            @Override
            public PipelineSink common() {
                return new PipelineSink() {};
            }

            @Override
            public PipelineSink portfolio(String portfolio, String member) {
                return decisions;
            }
        };
        MarketSource market = new TopicMarket(settings);
        try (ModelShelf shelf = JobSetup.models(settings).open();
                ParallelBacktest backtest = new ParallelBacktest(
                        JobSetup.pipeline(settings, market.partitions()),
                        shelf,
                        log.records(),
                        threads,
                        false,
                        sinks)) {
            market.forEach(backtest::accept, MarketSource.Progress.NONE);
            if (log.closed()) {
                backtest.finish();
            } else {
                backtest.advance();
            }
        }
    }

    /** Hears of a decision that was made again. */
    @FunctionalInterface
    interface Decided {
        void decision(Decision decision, long ledgerIndex);
    }

    /** What was deleted from the beginning of the logs, so that deciding again cannot give the same. */
    static List<String> deleted(Settings settings, ControlLogFile log) {
        String topic = settings.get(JobOptions.MARKET);
        List<String> deleted = new ArrayList<>();
        if (!log.deleted().isEmpty()) {
            deleted.add(log.deleted());
        }
        TopicReader.uncommitted(settings)
                .deletedBefore(topic)
                .forEach((partition, offset) -> deleted.add(
                        "market records deleted before offset " + offset + " of " + topic + "-" + partition));
        return deleted;
    }
}
