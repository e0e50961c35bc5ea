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
 * @param killed kill switch in force; vetoes entries and cancels pending ones, never exits
 * @param drawdownResetMs effective time of the last drawdown reset; {@link Long#MIN_VALUE} for none
 * @param forcedExits exits an operator forces
 */
public record Mandate(
        String portfolio,
        @Nullable StrategySpec strategy,
        long strategyVersion,
        @Nullable LimitsSpec limits,
        long limitsVersion,
        boolean killed,
        long drawdownResetMs,
        ForcedExits forcedExits) {

    /** A mandate without interventions of an operator beyond the kill switch. */
    public Mandate(
            String portfolio,
            @Nullable StrategySpec strategy,
            long strategyVersion,
            @Nullable LimitsSpec limits,
            long limitsVersion,
            boolean killed) {
        this(portfolio, strategy, strategyVersion, limits, limitsVersion, killed, Long.MIN_VALUE, ForcedExits.NONE);
    }

    /** True if a strategy in force trades the symbol. */
    boolean covers(String symbol) {
        return strategy != null && strategy.covers(symbol);
    }
}
