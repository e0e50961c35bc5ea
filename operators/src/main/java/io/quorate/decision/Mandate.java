package io.quorate.decision;

import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.StrategySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a portfolio may do at one event time.
 *
 * @param portfolio whose
 * @param strategy STRATEGY epoch in force; null for none
 * @param strategyVersion its version; -1 for none
 * @param limits LIMITS epoch in force; null for none, which vetoes entries
 * @param limitsVersion its version; -1 for none
 * @param killed kill switch in force; vetoes entries, never exits
 */
public record Mandate(
        String portfolio,
        @Nullable StrategySpec strategy,
        long strategyVersion,
        @Nullable LimitsSpec limits,
        long limitsVersion,
        boolean killed) {

    /** True if a strategy in force trades the symbol. */
    boolean covers(String symbol) {
        return strategy != null && strategy.covers(symbol);
    }
}
