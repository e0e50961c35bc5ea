package io.quorate.risk;

import io.quorate.execution.Ticks;
import io.quorate.execution.VenueTerms;
import io.quorate.schema.control.Instrument;
import io.quorate.schema.control.SizingSpec;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.state.PortfolioState;

/**
 * Quantity of an entry.
 *
 * <p>RISK, with a stop at distance d: {@code risk * equity / d}, risk = riskFraction. Without one: {@code risk * equity /
 * price}, risk = maxPositionFraction. With a Kelly fraction, risk = clamp(kellyFraction * f*, 0, the fixed risk), and the
 * fixed risk while the history gives no estimate, so Kelly only ever makes an entry smaller.
 *
 * <p>The other methods give the notional as a fraction of equity: KELLY clamp(kellyFraction * f*, 0, cap), or
 * fixedFraction without an estimate; VOLATILITY_TARGET target / volatility; FIXED_FRACTION fixedFraction.
 *
 * <p>All capped by maxPositionFraction of equity and the greatest notional of the instrument, floored to whole millionths
 * and lots. 0 when equity is not positive or anything is NaN.
 */
public final class PositionSizing {

    private static final double MAX_MICROS = 1L << 53;

    private final Kelly kelly = new Kelly();

    /**
     * Distance of the stop as a fraction of the price, the widest of all; 0 for none; NaN when one of them is undefined.
     */
    public static double stopFraction(StrategySpec strategy, double atrFraction, double volatility) {
        double fraction = strategy.stopLossAtrMultiple() > 0
                ? Math.max(strategy.stopLossFraction(), strategy.stopLossAtrMultiple() * atrFraction)
                : strategy.stopLossFraction();
        double multiple = strategy.exitsOrNone().stopLossVolatilityMultiple();
        return multiple > 0 ? Math.max(fraction, multiple * volatility) : fraction;
    }

    /**
     * Quantity in millionths of a unit.
     *
     * @param volatility of one sample; read only by the method that needs it
     */
    public long size(
            PortfolioState state,
            StrategySpec strategy,
            String symbol,
            double price,
            double stopFraction,
            double winProbability,
            double volatility) {
        double wanted = notionalFraction(state, strategy, stopFraction, winProbability, volatility);
        double capped = Math.min(wanted, strategy.maxPositionFraction());
        double quantity = Math.floor(capped * state.equityMicros / price);
        Instrument instrument = VenueTerms.instrument(strategy.sizingOrRisk().instruments(), symbol);
        if (instrument.maxNotionalMicros() > 0) {
            quantity = Math.min(quantity, Math.floor(instrument.maxNotionalMicros() / price));
        }
        return quantity > 0 ? Ticks.lots((long) Math.min(quantity, MAX_MICROS), instrument.lotMicros()) : 0;
    }

    private double notionalFraction(
            PortfolioState state,
            StrategySpec strategy,
            double stopFraction,
            double winProbability,
            double volatility) {
        SizingSpec sizing = strategy.sizingOrRisk();
        return switch (sizing.method()) {
            case RISK -> {
                double risk = risk(state, strategy, stopFraction, winProbability);
                yield stopFraction > 0 ? risk / stopFraction : risk;
            }
            case KELLY -> {
                double estimate = strategy.kellyFraction() * kelly.estimate(state, winProbability);
                yield Double.isNaN(estimate) ? sizing.fixedFraction() : Math.max(0, estimate);
            }
            case VOLATILITY_TARGET -> sizing.volatilityTarget() / volatility;
            case FIXED_FRACTION -> sizing.fixedFraction();
        };
    }

    private double risk(PortfolioState state, StrategySpec strategy, double stopFraction, double winProbability) {
        double fixedRisk = stopFraction > 0 ? strategy.riskFraction() : strategy.maxPositionFraction();
        if (!(strategy.kellyFraction() > 0)) {
            return fixedRisk;
        }
        double estimate = strategy.kellyFraction() * kelly.estimate(state, winProbability);
        return Double.isNaN(estimate) ? fixedRisk : Math.max(0, Math.min(estimate, fixedRisk));
    }
}
