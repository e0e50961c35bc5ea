package io.quorate.decision;

import io.quorate.risk.Counterfactual;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.Side;
import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.market.Sample;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.state.PositionState;
import org.jspecify.annotations.Nullable;

/**
 * When an open position is closed.
 *
 * <p>Inside a bar the levels of earlier samples are tested, the open first: an open at or beyond a level hits it at the
 * open. Then the stop side before the target, also when the bar touches both, since the order inside a bar is unknown.
 * Of stop loss and trailing stop the tighter is hit first; when equal it is the stop loss. A partial level comes after the
 * target. In the bar of an entry filled after its open only the stop side is tested, as what came first is unknown. At the
 * close: signal reversal, regime, return on investment. NaN never closes and never keeps a position from being closed by another rule.
 */
final class ExitRules {

    private ExitRules() {}

    /** The level hit inside the bar, with the price it is hit at; null for none. */
    static @Nullable Verdict insideBar(PositionState p, Sample bar, boolean entered, @Nullable StrategySpec strategy) {
        double target = entered ? Double.NaN : p.targetPrice;
        Verdict whole = whole(p, bar, target);
        return whole != null || entered ? whole : PartialExits.insideBar(p, bar, strategy);
    }

    private static @Nullable Verdict whole(PositionState p, Sample bar, double targetPrice) {
        int sign = p.side.sign();
        boolean isLong = sign > 0;
        double worst = isLong ? bar.low() : bar.high();
        double best = isLong ? bar.high() : bar.low();
        boolean trailing =
                sign * p.trailPrice > sign * p.stopPrice || (Double.isNaN(p.stopPrice) && !Double.isNaN(p.trailPrice));
        double stop = trailing ? p.trailPrice : p.stopPrice;
        DecisionReason stopReason = trailing ? DecisionReason.TRAILING_STOP : DecisionReason.STOP_LOSS;
        boolean stopAtOpen = sign * bar.open() <= sign * stop;
        boolean targetAtOpen = sign * bar.open() >= sign * targetPrice;
        boolean target = targetAtOpen || sign * best >= sign * targetPrice;
        if (stopAtOpen) {
            return exit(p, stopReason, bar.open(), away("open", isLong, stop, bar.open()));
        }
        if (!targetAtOpen && sign * worst <= sign * stop) {
            String change = away(isLong ? "low" : "high", isLong, stop, worst);
            return exit(p, stopReason, stop, target ? change + "; TAKE_PROFIT inside the same bar" : change);
        }
        if (targetAtOpen) {
            return exit(p, DecisionReason.TAKE_PROFIT, bar.open(), away("open", !isLong, targetPrice, bar.open()));
        }
        return target
                ? exit(
                        p,
                        DecisionReason.TAKE_PROFIT,
                        targetPrice,
                        away(isLong ? "high" : "low", !isLong, targetPrice, best))
                : null;
    }

    private static String away(String measure, boolean above, double level, double value) {
        return Counterfactual.of(measure, above ? ">" : "<", level, value);
    }

    private static Verdict exit(PositionState p, DecisionReason reason, double price, String change) {
        return Verdict.exit(reason, p.side, p.quantityMicros, price, change);
    }

    /** The reason to close at the close of the sample, filled at the next open; null for none. */
    static @Nullable Verdict onClose(PositionState p, Prediction prediction, @Nullable StrategySpec strategy) {
        if (strategy == null) {
            return null;
        }
        double price = p.markPrice;
        if (strategy.reversalConfidence() > 0
                && Signal.usable(prediction)
                && Signal.side(prediction).sign() == -p.side.sign()
                && prediction.confidence() >= strategy.reversalConfidence()) {
            return exit(
                    p,
                    DecisionReason.SIGNAL_REVERSAL,
                    price,
                    Counterfactual.of("confidence", "<", strategy.reversalConfidence(), prediction.confidence()));
        }
        boolean turnedHigh =
                prediction.features().regime() == VolatilityRegime.HIGH && p.regime != VolatilityRegime.HIGH;
        return strategy.exitOnHighVolatility() && turnedHigh
                ? exit(p, DecisionReason.REGIME_EXIT, price, Counterfactual.of("regime", "!=", "HIGH", "HIGH"))
                : RoiExits.judge(p, prediction.tsMs(), strategy);
    }

    /** Moves the best price and the trailing level; the level holds from the next sample and never loosens. */
    static void trail(PositionState p, Sample bar, @Nullable StrategySpec strategy) {
        boolean isLong = p.side == Side.LONG;
        double best = isLong ? bar.high() : bar.low();
        if (Double.isFinite(best)) {
            p.bestPrice = isLong ? Math.max(p.bestPrice, best) : Math.min(p.bestPrice, best);
        }
        if (strategy == null || !(strategy.trailingFraction() > 0)) {
            p.trailPrice = Double.NaN;
            return;
        }
        int sign = p.side.sign();
        if (sign * (p.bestPrice - p.entryPrice) >= strategy.trailingActivationFraction() * p.entryPrice) {
            double level = p.bestPrice - sign * (p.bestPrice * strategy.trailingFraction());
            boolean tighter = Double.isNaN(p.trailPrice) || sign * level > sign * p.trailPrice;
            p.trailPrice = tighter ? level : p.trailPrice;
        }
    }
}
