package io.quorate.schema.codec;

import io.quorate.schema.alert.Alert;
import io.quorate.schema.alert.AlertKind;
import io.quorate.schema.alert.AlertSeverity;
import io.quorate.schema.control.ControlAck;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.control.EnsembleWeights;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.RegimeWeights;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.control.WeightsSpec;
import io.quorate.schema.decision.Side;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.execution.VenueReportKind;
import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.market.DeadLetter;
import io.quorate.schema.market.LateEvent;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.market.RejectReason;
import io.quorate.schema.model.LabelSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One record of every topic of this room, used by the round trips and the golden bytes alike. */
final class CodecFixtures {

    static final MarketEvent TRADE =
            MarketEvent.trade("bitstamp", "BTC-USD", 1_385_337_600_000L, "123", 812.5, 0.25, 3, 17);
    static final MarketEvent TRADE_WITHOUT_ID =
            MarketEvent.trade("bitstamp", "BTC-USD", 1_385_337_600_000L, "", Double.parseDouble("1e23"), 0, 3, 18);
    static final MarketEvent BAR =
            MarketEvent.bar("x", "SPY", 1_385_337_600_000L, 60_000, 100.1, 101.25, 99.75, 100.0, 12_345.0, 0, 5);
    static final MarketEvent HEARTBEAT = MarketEvent.heartbeat("bitstamp", 1_385_337_600_020L, 1, 2);

    static final EnsembleSpec ENSEMBLE = new EnsembleSpec(
            "file:/bundles/b1.zip",
            "ab".repeat(32),
            123_456,
            "layout-1",
            LabelSpec.direction(5),
            List.of("xgboost", "random_forest"),
            List.of(0.6, 0.4));
    static final LimitsSpec LIMITS = new LimitsSpec(0.06, 1.5, 1, 0.5, 0.2, 4, 3_600_000, 0.05, 30, 600_000, 0.8);
    static final StrategySpec STRATEGY = new StrategySpec(
            List.of("SPY", "*"),
            0.1,
            true,
            false,
            0.02,
            2.5,
            0.04,
            0.01,
            0.005,
            86_400_000,
            0.2,
            true,
            0.01,
            0.25,
            0.3,
            100_000_000_000L,
            1,
            0.5,
            2,
            0.1,
            60_000);

    private CodecFixtures() {}

    static Map<String, byte[]> encoded() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("market-trade", MarketCodec.encode(TRADE));
        all.put("market-trade-without-id", MarketCodec.encode(TRADE_WITHOUT_ID));
        all.put("market-bar", MarketCodec.encode(BAR));
        all.put("market-heartbeat", MarketCodec.encode(HEARTBEAT));
        for (ControlRecord value : records()) {
            all.put("control-" + value.kind().name().toLowerCase(Locale.ROOT), ControlCodec.encode(value));
        }
        all.put(
                "control-weights-regimes",
                ControlCodec.encode(ControlRecord.weights(
                        30_000,
                        new WeightsSpec(
                                12,
                                List.of(new EnsembleWeights(
                                        2,
                                        12,
                                        List.of(0.25, 0.75),
                                        List.of(new RegimeWeights(
                                                VolatilityRegime.HIGH, 12, List.of(0.125, 0.875)))))))));
        for (ControlRequest value : requests()) {
            all.put("request-" + value.kind().name().toLowerCase(Locale.ROOT), ControlCodec.encode(value));
        }
        all.putAll(LaterFixtures.encoded());
        all.put(
                "control-ensemble-signed",
                ControlCodec.encode(epoch(ControlKind.ENSEMBLE, "shadow", ENSEMBLE.signed("c2ln"), null, null)));
        all.put("ack", ControlCodec.encode(ack()));
        all.put("dead-letter", DeadLetterCodec.encode(deadLetter()));
        all.put("report-fill", VenueReportCodec.encode(report()));
        all.put("late-event", LateEventCodec.encode(new LateEvent(TRADE, 1_385_337_700_000L)));
        all.put("alert", AlertCodec.encode(alert()));
        return all;
    }

    static VenueReport report() {
        return new VenueReport(
                VenueReportKind.FILL,
                "x-9",
                "0f".repeat(16),
                "alpha",
                "SPY",
                true,
                Side.LONG,
                2_500_000,
                100.25,
                12_000,
                77,
                "");
    }

    static ControlAck ack() {
        return new ControlAck(7, "cd".repeat(32), 1, 2, 1, false, "golden: expected 0.5, was 0.6");
    }

    static Alert alert() {
        return Alert.raised(AlertKind.PARTITION_SILENT, AlertSeverity.CRITICAL, "3", 1_385_337_600_000L, "silent");
    }

    static DeadLetter deadLetter() {
        return new DeadLetter(
                "market-events", 2, 99, RejectReason.PRICE_NOT_POSITIVE, "price: expected > 0, was -3.0", "e30=", 2);
    }

    static List<ControlRecord> records() {
        WeightsSpec weights = new WeightsSpec(
                12,
                List.of(new EnsembleWeights(1, 3, List.of(0.5, 0.5)), new EnsembleWeights(2, 12, List.of(0.25, 0.75))));
        return List.of(
                ControlRecord.start(0),
                ControlRecord.frontier(Long.MAX_VALUE, 1_385_337_600_000L),
                epoch(ControlKind.PREPARE, "*", ENSEMBLE, null, null),
                epoch(ControlKind.ENSEMBLE, "*", ENSEMBLE, null, null),
                ControlRecord.weights(30_000, weights),
                epoch(ControlKind.STRATEGY, "alpha", null, STRATEGY, null),
                epoch(ControlKind.LIMITS, "alpha", null, null, LIMITS),
                epoch(ControlKind.KILL, "*", null, null, null),
                epoch(ControlKind.RESUME, "*", null, null, null),
                epoch(ControlKind.REFUSED, "alpha", null, null, null),
                epoch(ControlKind.RETIRE, "shadow", null, null, null),
                ControlRecord.execution(1_000, 17, report()));
    }

    static List<ControlRequest> requests() {
        return List.of(
                new ControlRequest(ControlKind.ENSEMBLE, "*", 3, -1, false, "r-1", "ann", "new", ENSEMBLE, null, null),
                new ControlRequest(ControlKind.STRATEGY, "a", 1, 50, false, "r-2", "ann", "", null, STRATEGY, null),
                new ControlRequest(ControlKind.LIMITS, "a", 1, 50, false, "r-3", "ann", "", null, null, LIMITS),
                new ControlRequest(ControlKind.KILL, "*", 1, -1, false, "r-4", "ann", "stop", null, null, null),
                new ControlRequest(ControlKind.RETIRE, "shadow", 1, -1, false, "r-5", "ann", "", null, null, null));
    }

    private static ControlRecord epoch(
            ControlKind kind,
            String scope,
            @Nullable EnsembleSpec ensemble,
            @Nullable StrategySpec strategy,
            @Nullable LimitsSpec limits) {
        return new ControlRecord(
                kind,
                scope,
                3,
                1_000,
                0,
                kind == ControlKind.PREPARE ? 2 : 0,
                41,
                "r-1",
                "ann",
                "because",
                ensemble,
                null,
                strategy,
                limits);
    }
}
