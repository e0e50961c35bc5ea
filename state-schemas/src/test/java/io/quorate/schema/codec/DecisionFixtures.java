package io.quorate.schema.codec;

import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.RiskComponent;
import io.quorate.schema.decision.Side;
import io.quorate.schema.decision.Trigger;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.execution.FillReason;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.market.Sample;
import io.quorate.schema.model.Credit;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.model.PredictionStatus;
import io.quorate.schema.model.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decisions, fills, predictions and credits with awkward numbers, and the bytes they give. */
final class DecisionFixtures {

    static final String ACT_ID = "0123456789abcdef0123456789abcdef";

    /** The double next to 1e23, which Double.toString writes differently on Java 17 and 25. */
    static final double AWKWARD = Double.parseDouble("1e23");

    private DecisionFixtures() {}

    static Prediction prediction() {
        Sample sample = new Sample("BTC-USD", 1_385_337_600_000L, 810, 813, 809.25, 812.5, 12.25, 40, 811.0625);
        FeatureVector features = new FeatureVector(
                sample,
                1234,
                "layout-1",
                new double[] {0.1, Double.NaN, AWKWARD, -1e-7},
                VolatilityRegime.NORMAL,
                0.0031);
        return new Prediction(
                features,
                PredictionStatus.OK,
                Target.DIRECTION,
                5,
                12,
                345,
                new String[] {"xgboost", "random_forest", "svm", "logistic"},
                new double[] {0.61, 0.58, Double.NaN, 0.66},
                new double[] {0.25, 0.3, 0.2, 0.25},
                0.6154321098765432,
                0.2308642197530864,
                0.0330403793,
                new String[] {"core", "fast"});
    }

    static Decision sample(String id, Outcome outcome, DecisionReason reason) {
        return sample("core", id, outcome, reason);
    }

    static Decision sample(String portfolio, String id, Outcome outcome, DecisionReason reason) {
        Prediction p = prediction();
        boolean acts = outcome == Outcome.TAKE_ACTION;
        return new Decision(
                id,
                portfolio,
                p.symbol(),
                p.tsMs(),
                p.seq(),
                Trigger.SAMPLE,
                0,
                outcome,
                reason,
                acts ? Side.LONG : Side.NONE,
                acts ? 1_500_000 : 0,
                812.5,
                p,
                p.probability(),
                p.confidence(),
                p.ensembleVersion(),
                p.weightsVersion(),
                3,
                2,
                acts ? 0.31 : Double.NaN,
                acts
                        ? List.of(
                                new RiskComponent("heat", 0.0123, 0.06, 0.205, false),
                                new RiskComponent("orders_per_hour", 3, Double.NaN, 0, false))
                        : List.of(),
                acts ? "heat" : reason.name(),
                acts ? "heat>0.06 (was 0.0123)" : "confidence>=0.3 (was 0.230864)",
                100_000_000_000L,
                "f".repeat(64));
    }

    static Decision timer() {
        return new Decision(
                ACT_ID,
                "core",
                "BTC-USD",
                1_385_337_700_000L,
                1234,
                Trigger.TIMER,
                1,
                Outcome.EXIT_POSITION,
                DecisionReason.TIME_EXIT,
                Side.SHORT,
                1_500_000,
                812.5,
                null,
                Double.NaN,
                Double.NaN,
                -1,
                -1,
                3,
                2,
                Double.NaN,
                List.of(),
                "TIME_EXIT",
                "tsMs<1385337700000 (was 1385337700000)",
                99_000_000_000L,
                "f".repeat(64));
    }

    static Execution execution() {
        return new Execution(
                ACT_ID + "-0",
                ACT_ID,
                "core",
                "BTC-USD",
                1_385_337_660_000L,
                1235,
                FillReason.ENTRY,
                Side.LONG,
                1_500_000,
                812.66,
                121_899,
                0);
    }

    static Credit credit() {
        return new Credit(
                "BTC-USD",
                1234,
                1_385_337_600_000L,
                1_385_337_900_000L,
                12,
                1,
                new double[] {0.61, 0.58, Double.NaN, 0.66},
                new double[] {0.25, 0.25, 0.25, 0.25});
    }

    static Map<String, byte[]> encoded() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        Decision act = sample(ACT_ID, Outcome.TAKE_ACTION, DecisionReason.SIGNAL);
        Decision none = sample(ACT_ID, Outcome.NO_ACTION, DecisionReason.LOW_CONFIDENCE);
        all.put("decision-act", DecisionCodec.lean(act, 99));
        all.put("decision-timer", DecisionCodec.lean(timer(), 100));
        all.put("ledger-genesis", LedgerCodec.genesis("core", "run-1", 5).value());
        all.put("ledger-act", LedgerCodec.encode(act, 1, "a".repeat(64)).value());
        all.put("ledger-none", LedgerCodec.encode(none, 2, "b".repeat(64)).value());
        all.put("ledger-timer", LedgerCodec.encode(timer(), 3, "c".repeat(64)).value());
        all.put("execution", ExecutionCodec.encode(execution()));
        all.put("prediction", PredictionCodec.encode(prediction()));
        all.put("outcome", CreditCodec.encode(credit()));
        return all;
    }
}
