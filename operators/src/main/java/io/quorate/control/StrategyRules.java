package io.quorate.control;

import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.control.StrategySpec;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a strategy must satisfy by itself. */
final class StrategyRules {

    /** Half of the price: no venue charges it, and a price moved by all of it would be nothing. */
    private static final double MOST_COST_BPS = 5_000;

    /** A century. */
    private static final long MOST_MS = 36_525L * 86_400_000;

    /** A billion units: sums of many such numbers still fit a long. */
    private static final long MOST_EQUITY_MICROS = 1_000_000_000_000_000L;

    private StrategyRules() {}

    /** The first reason to refuse, or null. */
    static @Nullable String problem(ControlRequest r) {
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
        String bad = Amounts.notNegative("strategy.", amounts);
        if (bad != null) {
            return bad;
        }
        if (!(s.kellyFraction() >= 0 && s.kellyFraction() <= 0.5)) {
            return "strategy.kellyFraction: expected 0..0.5, was " + s.kellyFraction();
        }
        String costly = sizes(s);
        return costly != null ? costly : StrategyPartRules.problem(s);
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
}
