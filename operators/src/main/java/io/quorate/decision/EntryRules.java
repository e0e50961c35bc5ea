package io.quorate.decision;

import io.quorate.execution.Book;
import io.quorate.execution.PaperVenue;
import io.quorate.execution.VenueTerms;
import io.quorate.risk.Counterfactual;
import io.quorate.risk.EntryIntent;
import io.quorate.risk.PositionSizing;
import io.quorate.risk.ReturnSeries;
import io.quorate.risk.RiskAssessment;
import io.quorate.risk.RiskGate;
import io.quorate.risk.TradeHistory;
import io.quorate.schema.control.Instrument;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.Side;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.state.OrderState;
import io.quorate.schema.state.PositionState;
import org.jspecify.annotations.Nullable;

/**
 * Whether a sample opens a position. The stages in order, the first that stops it giving the reason: position or
 * pending order, ensemble, target, numbers, confidence, side, limits, risk score, size. Not thread-safe.
 */
final class EntryRules {

    private final PositionSizing sizing = new PositionSizing();

    /** Judges the sample; on TAKE_ACTION the order is pending and its heat reserved. */
    Verdict evaluate(Moment m, boolean exitedThisSample) {
        StrategySpec strategy = m.mandate().strategy();
        double price = m.sample().close();
        if (strategy == null || !m.mandate().covers(m.symbol())) {
            return Verdict.none(
                    DecisionReason.SIDE_NOT_ALLOWED,
                    price,
                    "strategy",
                    Counterfactual.of("strategy", " covers ", m.symbol(), strategy == null ? "none" : "other symbols"));
        }
        Verdict refused = occupied(m, exitedThisSample);
        if (refused == null) {
            refused = unusable(m, strategy);
        }
        if (refused == null) {
            refused = unsigned(m.prediction(), strategy);
        }
        return refused == null ? judge(m, strategy) : refused;
    }

    private static @Nullable Verdict occupied(Moment m, boolean exitedThisSample) {
        PositionState position = Book.position(m.state(), m.symbol());
        OrderState order = Book.entryOrder(m.state(), m.symbol());
        if (order == null && position == null) {
            // an external venue may still work an exit whose position has gone
            order = Book.exitOrder(m.state(), m.symbol());
        }
        if (position != null || order != null) {
            long held = (position == null ? 0 : position.quantityMicros) + (order == null ? 0 : order.quantityMicros);
            return Verdict.none(
                    DecisionReason.ALREADY_POSITIONED,
                    m.sample().close(),
                    Counterfactual.of("quantityMicros", "=", 0, held));
        }
        return exitedThisSample
                ? Verdict.none(
                        DecisionReason.EXITED_THIS_SAMPLE,
                        m.sample().close(),
                        Counterfactual.of("seq", ">=", m.seq() + 1, m.seq()))
                : null;
    }

    private static @Nullable Verdict unusable(Moment m, StrategySpec strategy) {
        Prediction p = m.prediction();
        double price = m.sample().close();
        return switch (p.status()) {
            case NO_ENSEMBLE ->
                Verdict.none(DecisionReason.NO_ENSEMBLE, price, Counterfactual.of("ensemble", "=", "in force", "none"));
            case DEGRADED ->
                Verdict.none(DecisionReason.DEGRADED, price, Counterfactual.of("members", ">=", 2, answered(p)));
            case LAYOUT_MISMATCH ->
                Verdict.none(
                        DecisionReason.LAYOUT_MISMATCH,
                        price,
                        Counterfactual.of(
                                "layout", "=", "of the ensemble", p.features().layoutId()));
            case OK -> unsizable(m, strategy);
        };
    }

    private static @Nullable Verdict unsizable(Moment m, StrategySpec strategy) {
        double price = m.sample().close();
        if (!Signal.directional(m.prediction())) {
            return Verdict.none(
                    DecisionReason.TARGET_NOT_DIRECTIONAL,
                    price,
                    Counterfactual.of(
                            "target", "=", "DIRECTION", m.prediction().target().name()));
        }
        String bad = notFinite(m, strategy);
        return bad == null
                ? null
                : Verdict.none(DecisionReason.NOT_FINITE, price, bad, Counterfactual.of(bad, "=", "a number", "NaN"));
    }

    private static long answered(Prediction p) {
        long count = 0;
        for (double probability : p.memberProbabilities()) {
            count += Double.isNaN(probability) ? 0 : 1;
        }
        return count;
    }

    private static @Nullable String notFinite(Moment m, StrategySpec strategy) {
        Prediction p = m.prediction();
        if (!Signal.finite(p)) {
            return "probability";
        }
        if (!Double.isFinite(p.spread())) {
            return "member_spread";
        }
        if (!(m.sample().close() > 0) || Double.isInfinite(m.sample().close())) {
            return "close";
        }
        String price = EntryInputs.unknownPrice(m.sample());
        return price != null ? price : EntryInputs.unknownRange(m, strategy);
    }

    private static @Nullable Verdict unsigned(Prediction p, StrategySpec strategy) {
        double price = p.features().sample().close();
        if (!(p.confidence() >= strategy.confidenceThreshold())) {
            return Verdict.none(
                    DecisionReason.LOW_CONFIDENCE,
                    price,
                    "confidence",
                    Counterfactual.of("confidence", ">=", strategy.confidenceThreshold(), p.confidence()));
        }
        Side side = Signal.side(p);
        if (side == Side.NONE) {
            return Verdict.none(
                    DecisionReason.LOW_CONFIDENCE,
                    price,
                    "confidence",
                    Counterfactual.of("probability", "!=", 0.5, p.probability()));
        }
        boolean allowed = side == Side.LONG ? strategy.allowLong() : strategy.allowShort();
        return allowed
                ? null
                : Verdict.none(
                        DecisionReason.SIDE_NOT_ALLOWED,
                        price,
                        Counterfactual.of(side == Side.LONG ? "allowLong" : "allowShort", "=", "true", "false"));
    }

    private Verdict judge(Moment m, StrategySpec strategy) {
        Prediction p = m.prediction();
        double price = m.sample().close();
        double volatility = ReturnSeries.volatility(m.state(), m.symbol());
        double stopFraction = PositionSizing.stopFraction(strategy, p.features().atrFraction(), volatility);
        double winProbability = Signal.winProbability(p);
        long quantity = sizing.size(m.state(), strategy, m.symbol(), price, stopFraction, winProbability, volatility);
        OrderState order = EntryOrders.order(m, strategy, Signal.side(p), quantity, stopFraction, winProbability);
        EntryIntent intent = new EntryIntent(
                m.symbol(),
                order.side,
                m.tsMs(),
                quantity,
                order.referencePrice,
                stopFraction,
                p.features().regime(),
                p.spread(),
                p.features().atrFraction());
        RiskAssessment risk = RiskGate.assess(
                m.state(), intent, m.mandate().limits(), m.mandate().killed());
        if (risk.veto() != null) {
            return Verdict.rejected(risk.veto(), price, risk);
        }
        Verdict small = tooSmall(strategy, order, price, risk);
        if (small != null) {
            return small;
        }
        Book.add(m.state(), order);
        TradeHistory.recordEntry(m.state(), m.tsMs());
        return taken(order, price, risk, p.confidence(), strategy.confidenceThreshold());
    }

    private static @Nullable Verdict tooSmall(
            StrategySpec strategy, OrderState order, double price, RiskAssessment risk) {
        Instrument instrument = VenueTerms.instrument(strategy.sizingOrRisk().instruments(), order.symbol);
        long notional = PaperVenue.notionalMicros(order.quantityMicros, price);
        long least = instrument.minNotionalMicros();
        if (order.quantityMicros > 0 && notional >= least) {
            return null;
        }
        boolean none = order.quantityMicros == 0;
        return new Verdict(
                Outcome.NO_ACTION,
                none ? DecisionReason.SIZE_ZERO : DecisionReason.BELOW_MIN_NOTIONAL,
                Side.NONE,
                0,
                price,
                risk.score(),
                risk.components(),
                "size",
                none
                        ? Counterfactual.of("quantityMicros", ">=", Math.max(1, instrument.lotMicros()), 0)
                        : Counterfactual.of("notionalMicros", ">=", least, notional));
    }

    /** Names what came nearest to stopping the entry: the confidence, or the limit with the greatest share in use. */
    private static Verdict taken(
            OrderState order, double price, RiskAssessment risk, double confidence, double threshold) {
        boolean byConfidence = threshold / confidence >= risk.share();
        return new Verdict(
                Outcome.TAKE_ACTION,
                DecisionReason.SIGNAL,
                order.side,
                order.quantityMicros,
                price,
                risk.score(),
                risk.components(),
                byConfidence ? "confidence" : risk.binding(),
                byConfidence ? Counterfactual.of("confidence", "<", threshold, confidence) : risk.counterfactual());
    }
}
