package io.quorate.job.tune;

import io.quorate.schema.control.ExitSpec;
import io.quorate.schema.control.SizingMethod;
import io.quorate.schema.control.SizingSpec;
import io.quorate.schema.control.VenueSpec;
import io.quorate.schema.execution.OrderType;
import java.util.ArrayList;
import java.util.List;

/** The paths that change entries, sizes and exits. Costs are not among them: a market does not lower them for a search. */
final class DecisionPaths {
    private static final double HOUR_MS = 3_600_000;
    private static final double MINUTE_MS = 60_000;

    private DecisionPaths() {}

    static List<TunedValue> all() {
        List<TunedValue> all = new ArrayList<>(strategy());
        all.addAll(exits());
        return all;
    }

    private static List<TunedValue> strategy() {
        return List.of(
                field("strategy.threshold", 0, 1, "confidenceThreshold", "Least confidence |2p - 1| of an entry."),
                TunedValue.flag("strategy.long", "Whether it may buy.", (d, v) -> d.strategy("allowLong", v)),
                TunedValue.flag("strategy.short", "Whether it may sell short.", (d, v) -> d.strategy("allowShort", v)),
                TunedValue.constant(
                        "strategy.sizing",
                        SizingMethod.class,
                        "How the size of an entry comes about.",
                        (d, v) -> d.strategyPart("sizing", SizingSpec.RISK, "method", v)),
                field("strategy.risk_fraction", 0, 1, "riskFraction", "Share of equity lost if the stop is hit."),
                field("strategy.kelly", 0, 0.5, "kellyFraction", "Multiple of the Kelly fraction; 0 without."),
                field(
                        "strategy.max_position",
                        0,
                        100,
                        "maxPositionFraction",
                        "Greatest notional of a position as a share of equity."),
                TunedValue.number(
                        "strategy.fixed_fraction",
                        0,
                        100,
                        "Notional as a share of equity, of fixed_fraction and of kelly without an estimate.",
                        (d, v) -> d.strategyPart("sizing", SizingSpec.RISK, "fixedFraction", v)),
                TunedValue.number(
                        "strategy.volatility_target",
                        0,
                        1,
                        "Volatility of one sample a position may add, of volatility_target.",
                        (d, v) -> d.strategyPart("sizing", SizingSpec.RISK, "volatilityTarget", v)),
                TunedValue.constant(
                        "strategy.entry",
                        OrderType.class,
                        "Order of an entry.",
                        (d, v) -> d.strategyPart("venue", VenueSpec.MARKET, "entryType", v)),
                TunedValue.number(
                        "strategy.limit_offset_bps",
                        0,
                        5_000,
                        "Distance of a limit from the close, basis points.",
                        (d, v) -> d.strategyPart("venue", VenueSpec.MARKET, "limitOffsetBps", v)),
                TunedValue.number(
                        "strategy.stop_offset_bps",
                        0,
                        5_000,
                        "Distance of a stop entry from the close, basis points.",
                        (d, v) -> d.strategyPart("venue", VenueSpec.MARKET, "stopOffsetBps", v)),
                TunedValue.number(
                        "strategy.order_expiry_min",
                        0,
                        525_600,
                        "Minutes after which an unfilled entry expires; 0 never.",
                        (d, v) -> d.strategy("orderExpiryMs", Math.round(v * MINUTE_MS))));
    }

    private static List<TunedValue> exits() {
        return List.of(
                field("exits.stop_loss", 0, 1, "stopLossFraction", "Distance of the stop from the entry; 0 none."),
                field(
                        "exits.stop_atr",
                        0,
                        1_000,
                        "stopLossAtrMultiple",
                        "The same in average true ranges; the widest of the stops counts; 0 none."),
                TunedValue.number(
                        "exits.stop_volatility",
                        0,
                        1_000,
                        "The same in volatilities of one sample; 0 none.",
                        (d, v) -> d.strategyPart("exits", ExitSpec.NONE, "stopLossVolatilityMultiple", v)),
                field("exits.take_profit", 0, 100, "takeProfitFraction", "Distance of the target; 0 none."),
                field(
                        "exits.trailing",
                        0,
                        1,
                        "trailingFraction",
                        "Distance of the trailing stop from the best price; 0 none."),
                field(
                        "exits.trailing_activation",
                        0,
                        100,
                        "trailingActivationFraction",
                        "Profit at which the trailing stop starts."),
                TunedValue.number(
                        "exits.max_hold_h",
                        0,
                        876_000,
                        "Hours after which a position is closed; 0 never.",
                        (d, v) -> d.strategy("maxHoldMs", Math.round(v * HOUR_MS))),
                field(
                        "exits.reversal",
                        0,
                        1,
                        "reversalConfidence",
                        "Confidence of the other side that closes a position; 0 never."),
                TunedValue.flag(
                        "exits.high_volatility",
                        "Whether a position is closed when the volatility regime turns high.",
                        (d, v) -> d.strategy("exitOnHighVolatility", v)));
    }

    private static TunedValue field(String name, double low, double high, String field, String description) {
        return TunedValue.number(name, low, high, description, (d, v) -> d.strategy(field, v));
    }
}
