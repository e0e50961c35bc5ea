package io.quorate.job.tune;

import io.quorate.schema.control.CorrelationLimits;
import io.quorate.schema.control.VolatilityLimits;
import java.util.List;

/** The paths that change the hard limits. */
final class RiskPaths {
    private static final double HOUR_MS = 3_600_000;

    private RiskPaths() {}

    static List<TunedValue> all() {
        return List.of(
                field("limits.max_heat", 100, "maxHeat", "Summed loss to the stops."),
                field("limits.max_gross", 1_000, "maxGrossExposure", "Summed notional."),
                field("limits.max_net", 1_000, "maxNetExposure", "Absolute signed notional."),
                field("limits.max_symbol", 1_000, "maxSymbolExposure", "Notional of one symbol."),
                field(
                        "limits.max_drawdown",
                        1,
                        "maxDrawdown",
                        "Drawdown at which entries are latched off, for the rest of the run."),
                TunedValue.integer(
                        "limits.max_consecutive_losses",
                        0,
                        1_000,
                        "Losing trades in a row that start a cool-down; 0 no limit.",
                        (d, v) -> d.limits("maxConsecutiveLosses", (int) v)),
                TunedValue.number(
                        "limits.loss_cooldown_h",
                        0,
                        87_600,
                        "Hours without entries after such a streak.",
                        (d, v) -> d.limits("lossCooldownMs", Math.round(v * HOUR_MS))),
                field("limits.max_daily_loss", 1, "maxDailyLoss", "Loss of a day beyond which nothing is entered."),
                TunedValue.integer(
                        "limits.max_orders_per_hour",
                        0,
                        100_000,
                        "Entries in a rolling hour; 0 no limit.",
                        (d, v) -> d.limits("maxOrdersPerHour", (int) v)),
                field("limits.max_risk_score", 1, "maxRiskScore", "Greatest weighted risk score."),
                TunedValue.flag(
                        "limits.refuse_high_volatility",
                        "Whether nothing is entered while the volatility regime is high or unknown.",
                        (d, v) -> d.limitsPart("volatility", VolatilityLimits.NONE, "refuseHigh", v)),
                TunedValue.number(
                        "limits.max_atr",
                        0,
                        100,
                        "Greatest average true range as a share of the price; 0 no limit.",
                        (d, v) -> d.limitsPart("volatility", VolatilityLimits.NONE, "maxAtrFraction", v)),
                TunedValue.number(
                        "limits.max_correlation",
                        0,
                        1,
                        "Greatest correlation of an entry with a position; 0 no limit.",
                        (d, v) -> d.limitsPart("correlation", CorrelationLimits.MEASURED, "maxCorrelation", v)),
                TunedValue.number(
                        "limits.max_correlated_heat",
                        0,
                        100,
                        "Greatest correlation-adjusted heat; 0 no limit.",
                        (d, v) -> d.limitsPart("correlation", CorrelationLimits.MEASURED, "maxCorrelatedHeat", v)));
    }

    private static TunedValue field(String name, double high, String field, String description) {
        return TunedValue.number(name, 0, high, description, (d, v) -> d.limits(field, v));
    }
}
