package io.quorate.job.load;

import io.quorate.job.demo.SyntheticSymbols;
import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.schema.codec.ControlCodec;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.StrategySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * What a load asks of the control plane before the first record: an ensemble, and portfolios that share the symbols
 * out so that every record leads to exactly one decision, or that cover every symbol each.
 */
public final class LoadControl {

    private static final double CONFIDENCE = 0.3;

    /** Wide enough that entries are judged and seldom rejected, as in a portfolio that has room. */
    private static final LimitsSpec LIMITS = new LimitsSpec(0.06, 3, 2, 0.6, 0.9, 0, 0, 0.9, 0, 0, 0.9);

    /** The first loss latches entries off. */
    private static final double NO_DRAWDOWN = 1e-9;

    private final List<ControlRequest> requests = new ArrayList<>();

    /**
     * Requests in force from the beginning of time.
     *
     * @param symbols number of synthetic symbols
     * @param portfolios number of portfolios
     * @param everySymbol whether each covers every symbol; otherwise they share them out
     */
    public LoadControl(int symbols, int portfolios, boolean everySymbol, EnsembleSpec bundle) {
        add(ControlKind.ENSEMBLE, ControlRecord.ALL, 0, bundle, null, null);
        List<String> names = SyntheticSymbols.names(symbols);
        for (int p = 0; p < portfolios; p++) {
            List<String> own = new ArrayList<>();
            for (int s = everySymbol ? 0 : p; s < names.size(); s += everySymbol ? 1 : portfolios) {
                own.add(names.get(s));
            }
            String name = "load-" + (p + 1);
            add(ControlKind.STRATEGY, name, 0, null, strategy(own), null);
            add(ControlKind.LIMITS, name, 0, null, null, LIMITS);
        }
    }

    /** Trades on strong signals only and at no cost, so that millions of records do not use up the balance. */
    private static StrategySpec strategy(List<String> symbols) {
        return new StrategySpec(
                symbols,
                CONFIDENCE,
                true,
                true,
                0.004,
                0,
                0.006,
                0.003,
                0.002,
                60_000,
                2 * CONFIDENCE,
                false,
                0.0005,
                0,
                0.05,
                1_000_000_000_000L,
                0,
                0,
                0,
                0,
                5_000);
    }

    /**
     * Adds a portfolio whose first loss latches its entries off for good, beside those that hold the symbols.
     *
     * @param symbols number of synthetic symbols, all of which it covers
     */
    public void latching(String name, int symbols) {
        add(ControlKind.STRATEGY, name, 0, null, strategy(SyntheticSymbols.names(symbols)), null);
        add(
                ControlKind.LIMITS,
                name,
                0,
                null,
                null,
                new LimitsSpec(
                        LIMITS.maxHeat(),
                        LIMITS.maxGrossExposure(),
                        LIMITS.maxNetExposure(),
                        LIMITS.maxSymbolExposure(),
                        NO_DRAWDOWN,
                        0,
                        0,
                        LIMITS.maxDailyLoss(),
                        0,
                        0,
                        LIMITS.maxRiskScore()));
    }

    /** Asks for another ensemble from an event time on. */
    public void swap(EnsembleSpec bundle, long effectiveFromMs) {
        add(ControlKind.ENSEMBLE, ControlRecord.ALL, effectiveFromMs, bundle, null, null);
    }

    private void add(
            ControlKind kind,
            String scope,
            long effectiveFromMs,
            @Nullable EnsembleSpec ensemble,
            @Nullable StrategySpec strategy,
            @Nullable LimitsSpec limits) {
        requests.add(new ControlRequest(
                kind,
                scope,
                effectiveFromMs == 0 ? 1 : 2,
                effectiveFromMs,
                false,
                "load-" + requests.size(),
                "load",
                "load",
                ensemble,
                strategy,
                limits));
    }

    /** The epochs as a finished log without frontiers. */
    public List<ControlRecord> epochs() {
        List<ControlRecord> epochs = new ArrayList<>();
        for (ControlRequest r : requests) {
            epochs.add(new ControlRecord(
                    r.kind(),
                    r.scope(),
                    r.version(),
                    r.effectiveFromMs(),
                    0,
                    0,
                    epochs.size(),
                    r.requestId(),
                    r.author(),
                    r.reason(),
                    r.ensemble(),
                    null,
                    r.strategy(),
                    r.limits()));
        }
        return epochs;
    }

    /** Writes the requests; throws UserError when the broker refuses one. */
    public void send(Settings settings) throws InterruptedException {
        String topic = settings.get(JobOptions.CONTROL_REQUESTS);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings.kafkaProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ControlRequest r : requests) {
                producer.send(new ProducerRecord<>(topic, ControlCodec.encode(r)))
                        .get();
            }
        } catch (ExecutionException e) {
            throw UserError.failed("expected topic " + topic + " to take records, was " + RootCause.of(e), e);
        }
    }
}
