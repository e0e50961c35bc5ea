package io.quorate.control;

import io.quorate.schema.control.ExitSpec;
import io.quorate.schema.control.Instrument;
import io.quorate.schema.control.PartialExit;
import io.quorate.schema.control.RoiStep;
import io.quorate.schema.control.SizingMethod;
import io.quorate.schema.control.SizingSpec;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.control.VenueSpec;
import io.quorate.schema.execution.OrderType;
import io.quorate.schema.execution.TimeInForce;
import org.jspecify.annotations.Nullable;

/** What the later parts of a strategy must satisfy. */
final class StrategyPartRules {

    private static final int MOST_ROWS = 32;
    private static final double MOST = 1e6;
    private static final double MOST_BPS = 5_000;
    private static final double MOST_LATENCY_MS = 86_400_000;

    private StrategyPartRules() {}

    static @Nullable String problem(StrategySpec s) {
        String bad = exits(s.exitsOrNone());
        if (bad == null) {
            bad = sizing(s.sizingOrRisk());
        }
        return bad == null ? venue(s, s.venueOrMarket()) : bad;
    }

    private static @Nullable String exits(ExitSpec e) {
        if (e.roi().size() > MOST_ROWS || e.partials().size() > MOST_ROWS) {
            return "strategy.exits: expected at most " + MOST_ROWS + " rows of roi and partials, was "
                    + e.roi().size() + " and " + e.partials().size();
        }
        String bad =
                Amounts.within("strategy.exits.stopLossVolatilityMultiple", e.stopLossVolatilityMultiple(), 0, MOST);
        long heldMs = -1;
        for (RoiStep row : e.roi()) {
            if (row.heldMs() <= heldMs) {
                return "strategy.exits.roi.heldMs: expected rising times from 0, was " + row.heldMs();
            }
            heldMs = row.heldMs();
            bad = bad == null
                    ? Amounts.within("strategy.exits.roi.profitFraction", row.profitFraction(), -1, MOST)
                    : bad;
        }
        double profit = 0;
        double closed = 0;
        for (PartialExit level : e.partials()) {
            if (!(level.profitFraction() > profit) || !(level.profitFraction() <= MOST)) {
                return "strategy.exits.partials.profitFraction: expected rising fractions above 0, was "
                        + level.profitFraction();
            }
            profit = level.profitFraction();
            if (!(level.quantityFraction() > 0)) {
                return "strategy.exits.partials.quantityFraction: expected above 0, was " + level.quantityFraction();
            }
            closed += level.quantityFraction();
        }
        return bad == null && closed > 1 + 1e-9
                ? "strategy.exits.partials.quantityFraction: expected a sum of at most 1, was " + closed
                : bad;
    }

    private static @Nullable String sizing(SizingSpec z) {
        String bad = Amounts.within("strategy.sizing.fixedFraction", z.fixedFraction(), 0, MOST);
        if (bad == null) {
            bad = Amounts.within("strategy.sizing.volatilityTarget", z.volatilityTarget(), 0, MOST);
        }
        if (bad == null && z.method() == SizingMethod.VOLATILITY_TARGET && z.volatilityTarget() == 0) {
            return "strategy.sizing.volatilityTarget: expected above 0 with VOLATILITY_TARGET, was 0";
        }
        for (Instrument i : z.instruments()) {
            if (i.symbol().isEmpty()) {
                return "strategy.sizing.instruments.symbol: expected a symbol or \"*\", was empty";
            }
            if (i.lotMicros() < 0 || i.tickMicros() < 0 || i.minNotionalMicros() < 0 || i.maxNotionalMicros() < 0) {
                return "strategy.sizing.instruments: expected no negative number, was " + i;
            }
        }
        return bad;
    }

    private static @Nullable String venue(StrategySpec s, VenueSpec v) {
        String bad = Amounts.within("strategy.venue.limitOffsetBps", v.limitOffsetBps(), 0, MOST_BPS);
        bad = bad == null ? Amounts.within("strategy.venue.stopOffsetBps", v.stopOffsetBps(), 0, MOST_BPS) : bad;
        double left = MOST_BPS - s.spreadBps() / 2 - s.slippageBps();
        bad = bad == null ? Amounts.within("strategy.venue.impactBps", v.impactBps(), 0, left) : bad;
        bad = bad == null ? Amounts.within("strategy.venue.makerFeeBps", v.makerFeeBps(), 0, MOST_BPS) : bad;
        bad = bad == null
                ? Amounts.within("strategy.venue.latencyMs", (double) v.latencyMs(), 0, MOST_LATENCY_MS)
                : bad;
        if (bad == null && !(v.rejectRate() >= 0 && v.rejectRate() < 1)) {
            return "strategy.venue.rejectRate: expected from 0 to below 1, was " + v.rejectRate();
        }
        boolean ends = v.timeInForce() == TimeInForce.IOC || v.timeInForce() == TimeInForce.FOK;
        if (bad == null && ends && (v.entryType() == OrderType.STOP || v.entryType() == OrderType.STOP_LIMIT)) {
            return "strategy.venue.timeInForce: expected GTC, DAY or GTD with a stop order, was " + v.timeInForce();
        }
        return bad == null && v.timeInForce() == TimeInForce.GTD && s.orderExpiryMs() == 0
                ? "strategy.orderExpiryMs: expected above 0 with GTD, was 0"
                : bad;
    }
}
