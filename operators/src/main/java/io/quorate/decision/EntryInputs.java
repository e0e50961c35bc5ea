package io.quorate.decision;

import io.quorate.risk.PositionSizing;
import io.quorate.risk.ReturnSeries;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.control.VolatilityLimits;
import io.quorate.schema.market.Sample;
import org.jspecify.annotations.Nullable;

/** The first number of an entry that is not one, by name; null when all are. */
final class EntryInputs {

    private EntryInputs() {}

    static @Nullable String unknownPrice(Sample bar) {
        double[] prices = {bar.open(), bar.high(), bar.low()};
        String[] names = {"open", "high", "low"};
        for (int i = 0; i < prices.length; i++) {
            if (!(prices[i] > 0) || prices[i] == Double.POSITIVE_INFINITY) {
                return names[i];
            }
        }
        return null;
    }

    static @Nullable String unknownRange(Moment m, StrategySpec strategy) {
        double volatility = ReturnSeries.volatility(m.state(), m.symbol());
        if (strategy.needsVolatility() && !Double.isFinite(volatility)) {
            return "volatility";
        }
        double atr = m.prediction().features().atrFraction();
        LimitsSpec limits = m.mandate().limits();
        VolatilityLimits measured = limits == null ? null : limits.volatility();
        boolean limited = measured != null && measured.maxAtrFraction() > 0;
        boolean known = Double.isFinite(PositionSizing.stopFraction(strategy, atr, volatility))
                && (!limited || (atr >= 0 && Double.isFinite(atr)));
        return known ? null : "atr";
    }
}
