package io.quorate.risk;

import io.quorate.schema.control.CorrelationLimits;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.VolatilityLimits;
import io.quorate.schema.decision.DecisionReason;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is measured before an entry, in evaluation order: the hard limits, each with the reason of its veto, then the
 * measures that only count towards the weighted score. The names are on the wire.
 *
 * <p>Score weights: heat .30, drawdown .25, volatility regime .15, member spread .15, loss streak .15.
 */
enum RiskMeasure {
    HEAT("heat", DecisionReason.HEAT, 0.30),
    DRAWDOWN("drawdown", DecisionReason.DRAWDOWN, 0.25),
    /** Event time left of a cool-down. */
    LOSS_COOLDOWN("loss_cooldown_ms", DecisionReason.LOSS_STREAK, 0),
    GROSS_EXPOSURE("gross_exposure", DecisionReason.GROSS_EXPOSURE, 0),
    NET_EXPOSURE("net_exposure", DecisionReason.NET_EXPOSURE, 0),
    SYMBOL_EXPOSURE("symbol_exposure", DecisionReason.SYMBOL_EXPOSURE, 0),
    ORDER_RATE("orders_per_hour", DecisionReason.ORDER_RATE, 0),
    DAILY_LOSS("daily_loss", DecisionReason.DAILY_LOSS, 0),
    KILL_SWITCH("kill_switch", DecisionReason.KILLED, 0),
    /** Age of the oldest mark among the other open positions. */
    STALE_DATA("mark_age_ms", DecisionReason.STALE_DATA, 0),
    /** Greatest correlation of the entry with a bet of the book. */
    CORRELATION("correlation", DecisionReason.CORRELATION, 0),
    /** Correlation-adjusted heat. */
    CORRELATED_HEAT("correlated_heat", DecisionReason.CORRELATED_HEAT, 0),
    /** Effective bets as a share of the bets; the one limit that is a least value. */
    BETS_SHARE("bets_share", DecisionReason.CONCENTRATION, 0),
    /** The group of the symbol that is nearest to its limit; its name is part of the component's. */
    GROUP_EXPOSURE("group_exposure", DecisionReason.GROUP_EXPOSURE, 0),
    /** 0 low, 0.5 normal, 1 high or unknown; at most 0.5. */
    REGIME_LIMIT("regime_limit", DecisionReason.VOLATILITY_REGIME, 0),
    ATR("atr_fraction", DecisionReason.VOLATILITY, 0),
    LOSS_STREAK("loss_streak", null, 0.15),
    /** 0 low, 0.5 normal, 1 high or unknown. */
    VOLATILITY_REGIME("volatility_regime", null, 0.15),
    /** Standard deviation of the member probabilities against 0.25, that of votes split between 0.25 and 0.75. */
    MEMBER_SPREAD("member_spread", null, 0.15);

    private static final double FULL_SPREAD = 0.25;
    private static final double HIGHEST_ALLOWED = 0.5;
    private static final double NONE = Double.POSITIVE_INFINITY;

    final String wireName;
    final @Nullable DecisionReason veto;
    final double weight;

    RiskMeasure(String wireName, @Nullable DecisionReason veto, double weight) {
        this.wireName = wireName;
        this.veto = veto;
        this.weight = weight;
    }

    /** True if the limits in force say anything of it; the first kinds are always measured. */
    boolean measured(@Nullable LimitsSpec limits) {
        return switch (this) {
            case CORRELATION, CORRELATED_HEAT, BETS_SHARE -> limits != null && limits.correlation() != null;
            case GROUP_EXPOSURE -> limits != null && limits.groups() != null;
            case REGIME_LIMIT -> {
                VolatilityLimits v = limits == null ? null : limits.volatility();
                yield v != null && v.refuseHigh();
            }
            case ATR -> {
                VolatilityLimits v = limits == null ? null : limits.volatility();
                yield v != null && v.maxAtrFraction() > 0;
            }
            default -> true;
        };
    }

    /** True if the limit is a least value. */
    boolean atLeast() {
        return this == BETS_SHARE;
    }

    /** Limit in force; infinite when there is none. */
    double limit(@Nullable LimitsSpec limits) {
        return switch (this) {
            case KILL_SWITCH -> 0;
            case VOLATILITY_REGIME -> 1;
            case MEMBER_SPREAD -> FULL_SPREAD;
            default -> limits == null ? NONE : configured(limits);
        };
    }

    private double configured(LimitsSpec limits) {
        return switch (this) {
            case HEAT -> limits.maxHeat();
            case DRAWDOWN -> limits.maxDrawdown();
            case LOSS_COOLDOWN -> 0;
            case GROSS_EXPOSURE -> limits.maxGrossExposure();
            case NET_EXPOSURE -> limits.maxNetExposure();
            case SYMBOL_EXPOSURE -> limits.maxSymbolExposure();
            case ORDER_RATE ->
                limits.maxOrdersPerHour() == 0 ? NONE : Math.min(limits.maxOrdersPerHour(), TradeHistory.MAX_ENTRIES);
            case DAILY_LOSS -> limits.maxDailyLoss();
            case STALE_DATA -> limits.staleAfterMs() == 0 ? NONE : limits.staleAfterMs();
            case LOSS_STREAK -> limits.maxConsecutiveLosses() == 0 ? NONE : limits.maxConsecutiveLosses();
            case REGIME_LIMIT -> HIGHEST_ALLOWED;
            case ATR -> Objects.requireNonNull(limits.volatility()).maxAtrFraction();
            case CORRELATION, CORRELATED_HEAT, BETS_SHARE -> together(Objects.requireNonNull(limits.correlation()));
            case GROUP_EXPOSURE, KILL_SWITCH, VOLATILITY_REGIME, MEMBER_SPREAD -> NONE;
        };
    }

    private double together(CorrelationLimits limits) {
        double limit = switch (this) {
            case CORRELATION -> limits.maxCorrelation();
            case CORRELATED_HEAT -> limits.maxCorrelatedHeat();
            default -> limits.minBetsShare();
        };
        return limit == 0 && !atLeast() ? NONE : limit;
    }
}
