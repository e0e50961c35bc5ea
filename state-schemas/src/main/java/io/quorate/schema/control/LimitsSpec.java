package io.quorate.schema.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hard limits of a portfolio, each vetoing entries with its own reason, and the weighted score after them. Fractions are
 * of equity. A limit counts as breached when the value after the entry would be greater than it.
 *
 * @param maxHeat summed loss to the stops, pending orders included
 * @param maxGrossExposure summed notional
 * @param maxNetExposure absolute signed notional
 * @param maxSymbolExposure notional of one symbol
 * @param maxDrawdown drawdown from the equity peak at which entries are latched off
 * @param maxConsecutiveLosses losing trades in a row that start a cool-down; 0 = no limit
 * @param lossCooldownMs event time without entries after such a streak
 * @param maxDailyLoss loss since the first sample of the UTC day
 * @param maxOrdersPerHour entries per rolling hour; 0 = no limit
 * @param staleAfterMs age at which another open position's last price is too old to value it; 0 = no limit
 * @param maxRiskScore greatest weighted risk score, in [0, 1]
 * @param correlation limits on positions that move together; null = none
 * @param groups limits on groups of symbols; null = none
 * @param volatility limits on the volatility of the symbol; null = none
 */
public record LimitsSpec(
        double maxHeat,
        double maxGrossExposure,
        double maxNetExposure,
        double maxSymbolExposure,
        double maxDrawdown,
        int maxConsecutiveLosses,
        long lossCooldownMs,
        double maxDailyLoss,
        int maxOrdersPerHour,
        long staleAfterMs,
        double maxRiskScore,
        @Nullable CorrelationLimits correlation,
        @Nullable List<GroupLimit> groups,
        @Nullable VolatilityLimits volatility) {

    /** Limits without the later kinds. */
    public LimitsSpec(
            double maxHeat,
            double maxGrossExposure,
            double maxNetExposure,
            double maxSymbolExposure,
            double maxDrawdown,
            int maxConsecutiveLosses,
            long lossCooldownMs,
            double maxDailyLoss,
            int maxOrdersPerHour,
            long staleAfterMs,
            double maxRiskScore) {
        this(
                maxHeat,
                maxGrossExposure,
                maxNetExposure,
                maxSymbolExposure,
                maxDrawdown,
                maxConsecutiveLosses,
                lossCooldownMs,
                maxDailyLoss,
                maxOrdersPerHour,
                staleAfterMs,
                maxRiskScore,
                null,
                null,
                null);
    }
}
