package io.quorate.control;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.StrategySpec;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a request must satisfy by itself, whatever the state of the log. */
final class RequestRules {

    /** Half of the price: no venue charges it, and a price moved by all of it would be nothing. */
    private static final double MOST_COST_BPS = 5_000;

    /** A century. */
    private static final long MOST_MS = 36_525L * 86_400_000;

    /** A billion units: sums of many such numbers still fit a long. */
    private static final long MOST_EQUITY_MICROS = 1_000_000_000_000_000L;

    private RequestRules() {}

    /** The first reason to refuse, or null. */
    static @Nullable String problem(ControlRequest r, SequencerSettings settings) {
        if (r.scope().isEmpty()) {
            return "scope: expected a portfolio or \"*\", was empty";
        }
        return switch (r.kind()) {
            case ENSEMBLE -> ensemble(r, settings);
            case STRATEGY -> strategy(r);
            case LIMITS -> limits(r.limits());
            case KILL, RESUME -> null;
            case WEIGHTS, START, FRONTIER, PREPARE, REFUSED ->
                "kind: expected ENSEMBLE, STRATEGY, LIMITS, KILL or" + " RESUME, was " + r.kind();
        };
    }

    private static @Nullable String ensemble(ControlRequest r, SequencerSettings settings) {
        if (!r.scope().equals(ControlRecord.ALL)) {
            return "scope: expected \"*\" for an ensemble, was \"" + r.scope() + "\"";
        }
        EnsembleSpec e = r.ensemble();
        if (e == null) {
            return r.rollback() ? null : "ensemble: expected a bundle reference, was absent";
        }
        if (!e.sha256().matches("[0-9a-f]{64}")) {
            return "ensemble.sha256: expected 64 lower-case hex digits, was \"" + e.sha256() + "\"";
        }
        if (e.sizeBytes() < 1 || e.sizeBytes() > settings.maxBundleBytes()) {
            return "ensemble.sizeBytes: expected 1.." + settings.maxBundleBytes() + ", was " + e.sizeBytes();
        }
        if (!e.layoutId().equals(settings.layoutId())) {
            return "ensemble.layoutId: expected " + settings.layoutId() + " (layout of this job), was " + e.layoutId();
        }
        if (e.memberNames().size() < 2
                || e.memberNames().size() != e.priorWeights().size()) {
            return "ensemble: expected at least 2 members with one prior weight each, was "
                    + e.memberNames().size() + " members and "
                    + e.priorWeights().size() + " weights";
        }
        double sum = 0;
        for (double w : e.priorWeights()) {
            if (!(w >= 0 && w <= 1)) {
                return "ensemble.priorWeights: expected each in [0, 1], was " + e.priorWeights();
            }
            sum += w;
        }
        return Math.abs(sum - 1) <= 1e-9 ? null : "ensemble.priorWeights: expected a sum of 1, was " + sum;
    }

    private static @Nullable String strategy(ControlRequest r) {
        StrategySpec s = r.strategy();
        if (s == null) {
            return "strategy: expected a strategy, was absent";
        }
        if (r.scope().equals(ControlRecord.ALL)) {
            return "scope: expected a portfolio for a strategy, was \"*\"";
        }
        if (s.symbols().isEmpty()) {
            return "strategy.symbols: expected at least one symbol or \"*\", was none";
        }
        Map<String, Double> fractions = new TreeMap<>();
        fractions.put("confidenceThreshold", s.confidenceThreshold());
        fractions.put("stopLossFraction", s.stopLossFraction());
        fractions.put("trailingFraction", s.trailingFraction());
        fractions.put("reversalConfidence", s.reversalConfidence());
        fractions.put("riskFraction", s.riskFraction());
        fractions.put("maxParticipation", s.maxParticipation());
        for (Map.Entry<String, Double> e : fractions.entrySet()) {
            if (!(e.getValue() >= 0 && e.getValue() <= 1)) {
                return "strategy." + e.getKey() + ": expected 0..1, was " + e.getValue();
            }
        }
        Map<String, Double> amounts = new TreeMap<>();
        amounts.put("stopLossAtrMultiple", s.stopLossAtrMultiple());
        amounts.put("takeProfitFraction", s.takeProfitFraction());
        amounts.put("trailingActivationFraction", s.trailingActivationFraction());
        amounts.put("maxPositionFraction", s.maxPositionFraction());
        amounts.put("spreadBps", s.spreadBps());
        amounts.put("slippageBps", s.slippageBps());
        amounts.put("feeBps", s.feeBps());
        amounts.put("maxHoldMs", (double) s.maxHoldMs());
        amounts.put("orderExpiryMs", (double) s.orderExpiryMs());
        String bad = notNegative("strategy.", amounts);
        if (bad != null) {
            return bad;
        }
        if (!(s.kellyFraction() >= 0 && s.kellyFraction() <= 0.5)) {
            return "strategy.kellyFraction: expected 0..0.5, was " + s.kellyFraction();
        }
        return sizes(s);
    }

    private static @Nullable String sizes(StrategySpec s) {
        if (s.feeBps() > MOST_COST_BPS) {
            return "strategy.feeBps: expected 0.." + MOST_COST_BPS + ", was " + s.feeBps();
        }
        double adverseBps = s.spreadBps() / 2 + s.slippageBps();
        if (adverseBps > MOST_COST_BPS) {
            return "strategy: expected spreadBps / 2 + slippageBps of at most " + MOST_COST_BPS + ", was " + adverseBps;
        }
        if (s.maxHoldMs() > MOST_MS || s.orderExpiryMs() > MOST_MS) {
            return "strategy: expected maxHoldMs and orderExpiryMs of at most " + MOST_MS + ", was " + s.maxHoldMs()
                    + " and " + s.orderExpiryMs();
        }
        return s.initialEquityMicros() > 0 && s.initialEquityMicros() <= MOST_EQUITY_MICROS
                ? null
                : "strategy.initialEquityMicros: expected 1.." + MOST_EQUITY_MICROS + ", was "
                        + s.initialEquityMicros();
    }

    private static @Nullable String limits(@Nullable LimitsSpec l) {
        if (l == null) {
            return "limits: expected limits, was absent";
        }
        Map<String, Double> amounts = new TreeMap<>();
        amounts.put("maxHeat", l.maxHeat());
        amounts.put("maxGrossExposure", l.maxGrossExposure());
        amounts.put("maxNetExposure", l.maxNetExposure());
        amounts.put("maxSymbolExposure", l.maxSymbolExposure());
        amounts.put("maxDrawdown", l.maxDrawdown());
        amounts.put("maxConsecutiveLosses", (double) l.maxConsecutiveLosses());
        amounts.put("lossCooldownMs", (double) l.lossCooldownMs());
        amounts.put("maxDailyLoss", l.maxDailyLoss());
        amounts.put("maxOrdersPerHour", (double) l.maxOrdersPerHour());
        amounts.put("staleAfterMs", (double) l.staleAfterMs());
        amounts.put("maxRiskScore", l.maxRiskScore());
        return notNegative("limits.", amounts);
    }

    private static @Nullable String notNegative(String prefix, Map<String, Double> amounts) {
        for (Map.Entry<String, Double> e : amounts.entrySet()) {
            if (!(e.getValue() >= 0 && e.getValue() < Double.POSITIVE_INFINITY)) {
                return prefix + e.getKey() + ": expected a finite number >= 0, was " + e.getValue();
            }
        }
        return null;
    }

    /** The kind whose versions a request continues: KILL and RESUME share one line. */
    static ControlKind line(ControlKind kind) {
        return kind == ControlKind.RESUME ? ControlKind.KILL : kind;
    }
}
