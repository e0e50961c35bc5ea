package io.quorate.decision;

import io.quorate.execution.PaperVenue;
import io.quorate.execution.Ticks;
import io.quorate.execution.VenueTerms;
import io.quorate.risk.Counterfactual;
import io.quorate.schema.control.Instrument;
import io.quorate.schema.control.PartialExit;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.market.Sample;
import io.quorate.schema.state.PositionState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a position that are taken at rising profits. A level is the entry price moved by its fraction, to the next
 * tick away from the entry; its part is a share of the quantity entered, in whole lots, at least one lot and at most what
 * is open. One level a sample: the next one is tested from the next sample on, whose open may be beyond it.
 */
final class PartialExits {

    private PartialExits() {}

    /** The part taken inside the bar, the open first; null for none. */
    static @Nullable Verdict insideBar(PositionState p, Sample bar, @Nullable StrategySpec strategy) {
        if (strategy == null) {
            return null;
        }
        List<PartialExit> levels = strategy.exitsOrNone().partials();
        if (p.partialsTaken >= levels.size()) {
            return null;
        }
        PartialExit next = levels.get(p.partialsTaken);
        Instrument instrument = VenueTerms.instrument(strategy.sizingOrRisk().instruments(), p.symbol);
        int sign = p.side.sign();
        double level = Ticks.towards(
                sign, PaperVenue.away(p.side, p.entryPrice, next.profitFraction()), instrument.tickMicros());
        double best = sign > 0 ? bar.high() : bar.low();
        boolean atOpen = sign * bar.open() >= sign * level;
        if (!atOpen && !(sign * best >= sign * level)) {
            return null;
        }
        String measure = atOpen ? "open" : sign > 0 ? "high" : "low";
        return Verdict.exit(
                DecisionReason.PARTIAL_TAKE_PROFIT,
                p.side,
                part(p, next, instrument.lotMicros()),
                atOpen ? bar.open() : level,
                Counterfactual.of(measure, sign > 0 ? "<" : ">", level, atOpen ? bar.open() : best));
    }

    private static long part(PositionState p, PartialExit level, long lotMicros) {
        long entered = Math.max(p.entryQuantityMicros, p.quantityMicros);
        long lots = Ticks.lots((long) (entered * level.quantityFraction()), lotMicros);
        return Math.min(p.quantityMicros, Math.max(lots, Math.max(1, lotMicros)));
    }
}
