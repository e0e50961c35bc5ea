package io.quorate.job.bench;

import io.quorate.backtest.DecisionPipeline;
import io.quorate.backtest.PipelineSink;
import io.quorate.ensemble.ModelAccess;
import io.quorate.ensemble.ModelShelf;
import io.quorate.job.audit.LedgerDigest;
import io.quorate.job.audit.TopicFollower;
import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.TopicReader;
import io.quorate.job.kafka.Topics;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.topology.FlinkFileFetcher;
import io.quorate.job.topology.JobSetup;
import io.quorate.schema.codec.CodecException;
import io.quorate.schema.codec.DecisionCodec;
import io.quorate.schema.codec.LedgerDecoder;
import io.quorate.schema.codec.MarketDecoder;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.LeanDecision;
import io.quorate.schema.decision.LedgerEntry;
import io.quorate.schema.decision.LedgerRecord;
import io.quorate.schema.decision.Trigger;
import io.quorate.schema.model.Prediction;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a run decided, as one number: its decisions and its ledger, each record at its place, repeats counted once. */
final class RunDigest {

    private final LedgerDigest decisions = new LedgerDigest();
    private final LedgerDigest ledger = new LedgerDigest();
    private long onSamples;
    private long repeated;
    private long changed;

    /**
     * What went into a plain run and what became of it.
     *
     * @param digest its decisions
     * @param read records of the market, heartbeats excluded
     * @param accounted accepted, repeated, late and refused ones
     * @param predictions samples of a warm symbol: each leads to one decision
     */
    record Plain(RunDigest digest, long read, long accounted, long predictions) {}

    /** Decides a market topic by the plain pipeline, under a control log. */
    static Plain plain(Settings settings, List<ControlRecord> log) {
        RunDigest digest = new RunDigest();
        long[] predictions = new long[1];
        try (ModelShelf shelf = new ModelAccess(
                        new FlinkFileFetcher(),
                        settings.get(JobOptions.MODEL_MAX),
                        settings.duration(JobOptions.MODEL_TIMEOUT))
                .open()) {
            String topic = settings.get(JobOptions.MARKET);
            int partitions = Topics.partitions(settings, topic);
            MarketDecoder decoder = new MarketDecoder(topic, JobSetup.marketRules(settings));
            DecisionPipeline pipeline =
                    new DecisionPipeline(JobSetup.pipeline(settings, partitions), shelf, log, digest.sink(predictions));
            TopicReader.uncommitted(settings)
                    .forEach(
                            topic,
                            r -> pipeline.accept(decoder.decode(r.partition(), r.offset(), r.timestamp(), r.value())));
            pipeline.advance();
            long accounted = pipeline.accepted() + pipeline.duplicates() + pipeline.late() + pipeline.rejected();
            return new Plain(digest, pipeline.eventsIn(), accounted, predictions[0]);
        }
    }

    private PipelineSink sink(long[] predictions) {
        return new PipelineSink() {
            @Override
            public void prediction(Prediction prediction) {
                predictions[0]++;
            }

            @Override
            public void decision(Decision d, long ledgerIndex) {
                take(d.portfolio(), ledgerIndex, d.trigger(), DecisionCodec.lean(d, ledgerIndex));
            }

            @Override
            public void ledger(LedgerEntry entry) {
                seal(entry.portfolio(), entry.index(), entry.value());
            }
        };
    }

    /** Something to do while a run goes on. */
    @FunctionalInterface
    interface Disturbance {
        void happen() throws InterruptedException;
    }

    /** Reads the two topics of a run until everything expected is there; UserError when nothing comes for a while. */
    static RunDigest await(Settings settings, RunDigest expected) throws InterruptedException {
        return await(settings, expected, () -> {});
    }

    /** The same, with a disturbance once a third of it is there. */
    static RunDigest await(Settings settings, RunDigest expected, Disturbance atThird) throws InterruptedException {
        boolean disturbed = false;
        RunDigest digest = new RunDigest();
        try (TopicFollower decisions = TopicFollower.open(settings, settings.get(JobOptions.DECISIONS));
                TopicFollower ledger = TopicFollower.open(settings, settings.get(JobOptions.LEDGER))) {
            long progress = -1;
            long progressNanos = System.nanoTime();
            while (digest.size() < expected.size()) {
                decisions.readToEnd(digest::decision);
                ledger.readToEnd(digest::ledger);
                if (!disturbed && 3 * digest.size() > expected.size()) {
                    atThird.happen();
                    disturbed = true;
                }
                if (digest.size() > progress) {
                    progress = digest.size();
                    progressNanos = System.nanoTime();
                } else if (System.nanoTime() - progressNanos > Bench.PATIENCE.toNanos()) {
                    throw UserError.failed("expected " + expected.size() + " decisions and ledger records, was stalled"
                            + " at " + digest.size());
                }
                Thread.sleep(200);
            }
        }
        return digest;
    }

    private void decision(ConsumerRecord<byte[], byte[]> r) {
        try {
            LeanDecision d = DecisionCodec.decode(r.value());
            take(d.portfolio(), d.ledgerIndex(), d.trigger(), r.value());
        } catch (CodecException e) {
            throw UserError.failed("expected a decision at offset " + r.offset() + ", was " + e.getMessage(), e);
        }
    }

    private void ledger(ConsumerRecord<byte[], byte[]> r) {
        try {
            LedgerRecord record = LedgerDecoder.decode(r.value());
            seal(record.portfolio(), record.index(), r.value());
        } catch (CodecException e) {
            throw UserError.failed("expected a ledger record at offset " + r.offset() + ", was " + e.getMessage(), e);
        }
    }

    private void take(String portfolio, long index, Trigger trigger, byte[] value) {
        switch (decisions.add(portfolio, index, value)) {
            case NEW -> onSamples += trigger == Trigger.SAMPLE ? 1 : 0;
            case REPEATED -> repeated++;
            case CHANGED -> changed++;
        }
    }

    private void seal(String portfolio, long index, byte[] value) {
        if (ledger.add(portfolio, index, value) != LedgerDigest.Place.NEW) {
            changed++;
        }
    }

    /** Distinct decisions and ledger records. */
    long size() {
        return decisions.size() + ledger.size();
    }

    /** Distinct decisions on samples. */
    long onSamples() {
        return onSamples;
    }

    /** Decisions seen again with the same bytes. */
    long repeated() {
        return repeated;
    }

    /** Decisions seen again with other bytes, and ledger records seen again at all. */
    long changed() {
        return changed;
    }

    /** Decisions, then ledger. */
    String hex() {
        return decisions.hex().substring(0, 16) + ledger.hex().substring(0, 16);
    }

    boolean equalTo(RunDigest other) {
        return decisions.hex().equals(other.decisions.hex()) && ledger.hex().equals(other.ledger.hex());
    }
}
