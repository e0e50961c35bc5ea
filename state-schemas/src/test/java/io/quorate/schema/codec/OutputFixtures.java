package io.quorate.schema.codec;

import io.quorate.schema.decision.BusinessFigures;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.OutcomeCounts;
import io.quorate.schema.decision.RiskComponent;
import io.quorate.schema.decision.Side;
import io.quorate.schema.decision.Trigger;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.execution.FillReason;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.market.Sample;
import io.quorate.schema.model.Credit;
import io.quorate.schema.model.LabelSpec;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.model.PredictionStatus;
import io.quorate.schema.quality.DriftFigures;
import io.quorate.schema.quality.EpochFigures;
import io.quorate.schema.quality.MemberFigures;
import io.quorate.schema.quality.QualityChange;
import io.quorate.schema.quality.QualityLevel;
import io.quorate.schema.quality.QualityReason;
import io.quorate.schema.quality.QualityRecord;
import io.quorate.schema.quality.QualitySubject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records of the output topics, with and without the parts that may be absent. */
final class OutputFixtures {

    private static final Sample SAMPLE = new Sample("SPY", 1_385_337_600_000L, 100, 101, 99, 100.5, 7_000, 12, 100.25);
    private static final Prediction PREDICTION = new Prediction(
            new FeatureVector(
                    SAMPLE, 41, "layout-1", new double[] {0.5, Double.NaN, -1.25}, VolatilityRegime.NORMAL, 0.01),
            PredictionStatus.OK,
            LabelSpec.direction(5),
            3,
            -1,
            new String[] {"xgboost", "svm"},
            new double[] {0.625, Double.NaN},
            new double[] {0.5, 0.5},
            0.625,
            0.25,
            Double.NaN,
            new String[] {"alpha", "beta"});

    private OutputFixtures() {}

    static Map<String, byte[]> encoded() {
        Decision taken = decision("00", Outcome.TAKE_ACTION, DecisionReason.SIGNAL, PREDICTION);
        Decision none = decision("01", Outcome.NO_ACTION, DecisionReason.LOW_CONFIDENCE, PREDICTION);
        Decision timer = decision("02", Outcome.EXIT_POSITION, DecisionReason.TIME_EXIT, null);
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("decisions", DecisionCodec.lean(taken, 7));
        all.put("decisions-timer", DecisionCodec.lean(timer, 9));
        all.put("ledger-genesis", LedgerCodec.genesis("alpha", "run-1", 5).value());
        all.put("ledger-in-full", LedgerCodec.encode(taken, 7, "ab").value());
        all.put("ledger-by-reference", LedgerCodec.encode(none, 8, "ab").value());
        all.put("ledger-timer", LedgerCodec.encode(timer, 9, "ab").value());
        all.put("executions", ExecutionCodec.encode(execution()));
        all.put("predictions", PredictionCodec.encode(PREDICTION));
        all.put("predictions-regime", PredictionCodec.encode(PREDICTION.inRegime(1, 0.875, 12)));
        all.put("predictions-shadow", PredictionCodec.encodeShadow(PREDICTION));
        all.put("features", FeatureCodec.encode(PREDICTION.features()));
        all.put("business", BusinessCodec.encode(business()));
        all.put("outcomes", CreditCodec.encode(credit()));
        for (QualityRecord r : quality()) {
            all.put("quality-" + r.subject().name().toLowerCase(Locale.ROOT), QualityCodec.encode(r));
        }
        return all;
    }

    static List<QualityRecord> quality() {
        DriftFigures drift =
                new DriftFigures(0.5, 0.125, 0.0001, 0.25, Double.NaN, 0.0625, 0, 0.5, 0.25, new long[] {1, 0, 41});
        MemberFigures member =
                new MemberFigures(0.25, 0.125, 11.5, 400, 0.5, 0.75, 0.25, 0.625, 0.03125, new long[] {1, 2, 3, 4, 5});
        EpochFigures epoch = new EpochFigures(2, 1, 0.5, "rsi_14", 0.875);
        return List.of(
                quality(QualitySubject.FEATURE, "rsi_14", QualityReason.PSI, drift, null, null),
                quality(QualitySubject.OUTPUT, "svm", QualityReason.KS, drift, null, null),
                quality(QualitySubject.MEMBER, "svm", QualityReason.PAGE_HINKLEY, null, member, null),
                quality(QualitySubject.EPOCH, "ensemble", QualityReason.NONE, null, null, epoch));
    }

    private static QualityRecord quality(
            QualitySubject subject,
            String name,
            QualityReason reason,
            @Nullable DriftFigures drift,
            @Nullable MemberFigures member,
            @Nullable EpochFigures epoch) {
        return new QualityRecord(
                3,
                60_000,
                120_000,
                subject,
                name,
                QualityLevel.ALARM,
                QualityChange.RAISED,
                reason,
                42,
                drift,
                member,
                epoch);
    }

    private static Credit credit() {
        return new Credit("SPY", 41, 5, 10, 3, 1, new double[] {0.625, Double.NaN}, new double[] {0.5, 0.5});
    }

    private static BusinessFigures business() {
        return new BusinessFigures(
                "alpha",
                0,
                60_000,
                new OutcomeCounts(50, 2, 1, 3),
                new OutcomeCounts(500, 20, 10, 30),
                101_000_000,
                1_000_000,
                800_000,
                20_000,
                3,
                2,
                1,
                2.5,
                Double.NaN,
                0.01,
                false,
                true,
                1,
                0,
                List.of(new RiskComponent("heat", 0.01, 0.06, 0.17, false)));
    }

    private static Execution execution() {
        return new Execution(
                "o-1#0", "d-1", "alpha", "SPY", 5, 41, FillReason.ENTRY, Side.LONG, 1_000_000, 100.5, 2_000, 0);
    }

    private static Decision decision(
            String idEnd, Outcome outcome, DecisionReason reason, @Nullable Prediction prediction) {
        boolean timer = prediction == null;
        return new Decision(
                "ab".repeat(15) + idEnd,
                "alpha",
                "SPY",
                SAMPLE.tsMs(),
                41,
                timer ? Trigger.TIMER : Trigger.SAMPLE,
                0,
                outcome,
                reason,
                Side.LONG,
                1_000_000,
                100.5,
                prediction,
                timer ? Double.NaN : 0.625,
                timer ? Double.NaN : 0.25,
                3,
                -1,
                1,
                1,
                Double.NaN,
                List.of(new RiskComponent("heat", 0.01, Double.NaN, 0.2, false)),
                "heat",
                "none",
                100_000_000_000L,
                "cd".repeat(32));
    }
}
