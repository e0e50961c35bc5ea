package io.quorate.decision;

import io.quorate.schema.control.CorrelationLimits;
import io.quorate.schema.control.ExitSpec;
import io.quorate.schema.control.GroupLimit;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.SizingSpec;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.control.VenueSpec;
import io.quorate.schema.control.VolatilityLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Strategy and limits of a test, free of cost and wide open unless it says otherwise. */
final class Terms {

    List<String> symbols = List.of("*");
    double confidenceThreshold = 0.2;
    boolean allowLong = true;
    boolean allowShort = true;
    double stopLossFraction = 0.05;
    double stopLossAtrMultiple;
    double takeProfitFraction;
    double trailingFraction;
    double trailingActivationFraction;
    long maxHoldMs;
    double reversalConfidence;
    boolean exitOnHighVolatility;
    double riskFraction = 0.01;
    double kellyFraction;
    double maxPositionFraction = 1;
    long initialEquityMicros = 100_000_000_000L;
    double spreadBps;
    double slippageBps;
    double feeBps;
    double maxParticipation;
    long orderExpiryMs;

    double maxHeat = 10;
    double maxGrossExposure = 10;
    double maxNetExposure = 10;
    double maxSymbolExposure = 10;
    double maxDrawdown = 1;
    int maxConsecutiveLosses;
    long lossCooldownMs;
    double maxDailyLoss = 1;
    int maxOrdersPerHour;
    long staleAfterMs;
    double maxRiskScore = 1;

    ExitSpec exits = ExitSpec.NONE;
    SizingSpec sizing = SizingSpec.RISK;
    VenueSpec venue = VenueSpec.MARKET;

    @Nullable
    CorrelationLimits correlation;

    @Nullable
    List<GroupLimit> groups;

    @Nullable
    VolatilityLimits volatility;

    StrategySpec strategy() {
        return new StrategySpec(
                symbols,
                confidenceThreshold,
                allowLong,
                allowShort,
                stopLossFraction,
                stopLossAtrMultiple,
                takeProfitFraction,
                trailingFraction,
                trailingActivationFraction,
                maxHoldMs,
                reversalConfidence,
                exitOnHighVolatility,
                riskFraction,
                kellyFraction,
                maxPositionFraction,
                initialEquityMicros,
                spreadBps,
                slippageBps,
                feeBps,
                maxParticipation,
                orderExpiryMs,
                exits,
                sizing,
                venue);
    }

    LimitsSpec limits() {
        return new LimitsSpec(
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
                correlation,
                groups,
                volatility);
    }
}
