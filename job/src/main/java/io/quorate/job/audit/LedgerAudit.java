package io.quorate.job.audit;

import io.quorate.backtest.DecisionPipeline;
import io.quorate.backtest.PipelineSink;
import io.quorate.ensemble.ModelAccess;
import io.quorate.ensemble.ModelShelf;
import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.TopicReader;
import io.quorate.job.kafka.Topics;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.topology.FlinkFileFetcher;
import io.quorate.job.topology.JobSetup;
import io.quorate.schema.codec.CodecException;
import io.quorate.schema.codec.ControlCodec;
import io.quorate.schema.codec.LedgerDecoder;
import io.quorate.schema.codec.MarketDecoder;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.LedgerEntry;
import io.quorate.schema.decision.LedgerRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Follows a running job: reads the market as the job does, decides it again by the plain pipeline, and holds every
 * committed ledger record against the one that must be there, byte for byte.
 *
 * <p>The epochs are those of the control log when the audit opens, pending ones included; weights are computed again.
 * Not thread-safe.
 */
public final class LedgerAudit implements AutoCloseable {
    private static final Duration PATIENCE_STEP = Duration.ofMillis(200);

    private final LedgerDigest expected = new LedgerDigest();
    private final LedgerDigest seen = new LedgerDigest();
    private final ModelShelf shelf;
    private final DecisionPipeline pipeline;
    private final MarketDecoder decoder;
    private final TopicFollower market;
    private final TopicFollower ledger;
    private long latched;
    private long repeated;
    private long changed;

    private LedgerAudit(Settings settings, List<ControlRecord> log) {
        shelf = new ModelAccess(
                        new FlinkFileFetcher(),
                        settings.get(JobOptions.MODEL_MAX),
                        settings.duration(JobOptions.MODEL_TIMEOUT))
                .open();
        int partitions = Topics.partitions(settings, settings.get(JobOptions.MARKET));
        pipeline = new DecisionPipeline(JobSetup.pipeline(settings, partitions), shelf, log, new PipelineSink() {
            @Override
            public void ledger(LedgerEntry entry) {
                expected.add(entry.portfolio(), entry.index(), entry.value());
            }

            @Override
            public void decision(Decision decision, long ledgerIndex) {
                latched += decision.reason() == DecisionReason.DRAWDOWN ? 1 : 0;
            }
        });
        decoder = new MarketDecoder(settings.get(JobOptions.MARKET), JobSetup.marketRules(settings));
        market = TopicFollower.open(settings, settings.get(JobOptions.MARKET));
        ledger = TopicFollower.open(settings, settings.get(JobOptions.LEDGER));
    }

    /** Reads the control log as it is now; what takes effect later must be in it. */
    public static LedgerAudit open(Settings settings) {
        List<ControlRecord> log = new ArrayList<>();
        TopicReader.committed(settings).forEach(settings.get(JobOptions.CONTROL), r -> log.add(control(r)));
        return new LedgerAudit(settings, log);
    }

    /**
     * What the audit found since it opened.
     *
     * @param expected records that must be in the ledger
     * @param seen those of them that are there
     * @param repeated records at a place that was filled, with the same bytes
     * @param lost places that must be filled and are not
     * @param changed records with other bytes than expected or than before
     * @param latched expected records in which the drawdown limit or its latch refused an entry
     */
    public record Finding(long expected, long seen, long repeated, long lost, long changed, long latched) {
        /** Every record once and right. */
        public boolean isSound() {
            return repeated == 0 && lost == 0 && changed == 0;
        }
    }

    /**
     * Decides everything that is in the market topic now, then reads the ledger until it has all of it or nothing is
     * added for so long; records beyond it are compared as soon as they are expected.
     */
    public Finding check(Duration patience) throws InterruptedException {
        market.readToEnd(r -> pipeline.accept(decoder.decode(r.partition(), r.offset(), r.timestamp(), r.value())));
        pipeline.advance();
        long progressNanos = System.nanoTime();
        long lost = look();
        while (lost > 0 && System.nanoTime() - progressNanos < patience.toNanos()) {
            Thread.sleep(PATIENCE_STEP.toMillis());
            long now = look();
            if (now < lost) {
                progressNanos = System.nanoTime();
            }
            lost = now;
        }
        return new Finding(
                expected.size(), expected.size() - lost, repeated, lost, changed + expected.differing(seen), latched);
    }

    /** Reads what is committed; gives the number of expected records that are missing. */
    private long look() {
        ledger.readToEnd(this::add);
        return expected.without(seen);
    }

    private void add(ConsumerRecord<byte[], byte[]> r) {
        try {
            LedgerRecord record = LedgerDecoder.decode(r.value());
            switch (seen.add(record.portfolio(), record.index(), r.value())) {
                case REPEATED -> repeated++;
                case CHANGED -> changed++;
                case NEW -> {}
            }
        } catch (CodecException e) {
            throw UserError.failed(
                    "expected a ledger record at partition " + r.partition() + " offset " + r.offset() + ", was "
                            + e.getMessage(),
                    e);
        }
    }

    private static ControlRecord control(ConsumerRecord<byte[], byte[]> r) {
        try {
            return ControlCodec.decodeRecord(r.value());
        } catch (CodecException e) {
            throw UserError.failed("expected a control record at offset " + r.offset() + ", was " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        market.close();
        ledger.close();
        shelf.close();
    }
}
