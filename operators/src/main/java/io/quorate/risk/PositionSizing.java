package io.quorate.risk;

import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.state.PortfolioState;

/**
 * Quantity of an entry.
 *
 * <p>With a stop at distance d: {@code risk * equity / d}, risk = riskFraction. Without one: {@code risk * equity /
 * price}, risk = maxPositionFraction. With Kelly sizing, risk = clamp(kellyFraction * f*, 0, the fixed risk), and the
 * fixed risk while the history gives no estimate, so Kelly only ever makes an entry smaller. Capped by
 * maxPositionFraction of equity and floored to whole millionths. 0 when equity is not positive or anything is NaN.
 */
public final class PositionSizing {

    private static final double MAX_MICROS = 1L << 53;

    private final Kelly kelly = new Kelly();

    /** Distance of the stop as a fraction of the price; 0 for none; NaN when it needs an undefined range. */
    public static double stopFraction(StrategySpec strategy, double atrFraction) {
        return strategy.stopLossAtrMultiple() > 0
                ? Math.max(strategy.stopLossFraction(), strategy.stopLossAtrMultiple() * atrFraction)
                : strategy.stopLossFraction();
    }

    /** Quantity in millionths of a unit. */
    public long size(
            PortfolioState state, StrategySpec strategy, double price, double stopFraction, double winProbability) {
        double fixedRisk = stopFraction > 0 ? strategy.riskFraction() : strategy.maxPositionFraction();
        double risk = fixedRisk;
        if (strategy.kellyFraction() > 0) {
            double estimate = strategy.kellyFraction() * kelly.estimate(state, winProbability);
            risk = Double.isNaN(estimate) ? fixedRisk : Math.max(0, Math.min(estimate, fixedRisk));
        }
        double notionalFraction =
                Math.min(stopFraction > 0 ? risk / stopFraction : risk, strategy.maxPositionFraction());
        double quantity = Math.floor(notionalFraction * state.equityMicros / price);
        return quantity > 0 ? (long) Math.min(quantity, MAX_MICROS) : 0;
    }
}
