package io.quorate.decision;

import io.quorate.execution.Book;
import io.quorate.execution.ClosedTrade;
import io.quorate.execution.PaperVenue;
import io.quorate.execution.VenueTerms;
import io.quorate.risk.Counterfactual;
import io.quorate.risk.EquityCurve;
import io.quorate.risk.TradeHistory;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.execution.FillReason;
import io.quorate.schema.market.Sample;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.state.OrderState;
import io.quorate.schema.state.PortfolioState;
import io.quorate.schema.state.PositionState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns the predictions and timers of one portfolio into decisions and paper fills.
 *
 * <p>Order at one event time: due timers by (due, symbol), then samples by (symbol, sequence). On a sample: (1) pending
 * orders fill at its open; (2) stop, trail and target of earlier samples are tested inside the bar and fill at once; (3)
 * the book is marked to the close; (4) close-based exits, then entries, which fill at the next open. Every sample gives
 * exactly one decision; an exit leaves no room for an entry in the same sample. An exit ends what is left of its entry.
 *
 * <p>A pure function of the state and its arguments; holds scratch only, so one engine serves many portfolios of one
 * thread.
 */
public final class PortfolioEngine {

    private static final Comparator<Prediction> BY_SYMBOL_AND_SEQ =
            Comparator.comparing(Prediction::symbol).thenComparingLong(Prediction::seq);

    private final DecisionWriter writer;
    private final EntryRules entries = new EntryRules();

    /** An engine for decisions under one set of options, named by the hash that goes into every id. */
    public PortfolioEngine(String configHash) {
        writer = new DecisionWriter(configHash);
    }

    /** Earliest event time at which a timer decides; {@link Long#MAX_VALUE} for none. */
    public long nextDueMs(PortfolioState state) {
        return TimerRules.nextMs(state);
    }

    /**
     * Decides one event time. Event times must not go back; a sample of another event time is refused with
     * IllegalArgumentException.
     */
    public void step(PortfolioState state, long tsMs, Mandate mandate, List<Prediction> samples, DecisionSink out) {
        StrategySpec strategy = mandate.strategy();
        if (!state.opened && strategy != null) {
            EquityCurve.open(state, strategy.initialEquityMicros());
        }
        TimerRules.arm(state, strategy);
        fireTimers(state, tsMs, mandate, out);
        PaperVenue venue = new PaperVenue(
                mandate.portfolio(),
                VenueTerms.of(strategy),
                strategy == null ? 0 : strategy.maxHoldMs(),
                out::execution);
        for (Prediction p : ordered(samples)) {
            if (p.tsMs() != tsMs) {
                throw new IllegalArgumentException("expected samples of " + tsMs + ", was " + p.tsMs());
            }
            Moment m = new Moment(state, mandate, p, writer.sampleId(mandate, p));
            Verdict verdict = decide(m, venue);
            out.decision(writer.sample(m, verdict));
        }
    }

    private static List<Prediction> ordered(List<Prediction> samples) {
        if (samples.size() < 2) {
            return samples;
        }
        List<Prediction> sorted = new ArrayList<>(samples);
        sorted.sort(BY_SYMBOL_AND_SEQ);
        return sorted;
    }

    private Verdict decide(Moment m, PaperVenue venue) {
        boolean exited = fillAtOpen(m, venue);
        PositionState position = Book.position(m.state(), m.symbol());
        boolean leaving = Book.exitOrder(m.state(), m.symbol()) != null;
        PositionState held = leaving ? null : position;
        Verdict exit = held == null ? null : exitInsideBar(m, venue, held);
        mark(m);
        if (exit == null && held != null) {
            exit = exitAtClose(m, held);
        }
        return exit != null ? exit : entries.evaluate(m, exited);
    }

    private static @Nullable Verdict exitInsideBar(Moment m, PaperVenue venue, PositionState held) {
        Verdict exit = ExitRules.insideBar(held, m.sample());
        if (exit != null) {
            fill(m, venue, orderExit(m.state(), held, exit.reason(), m.decisionId()), exit.price());
        }
        return exit;
    }

    private static @Nullable Verdict exitAtClose(Moment m, PositionState held) {
        Verdict exit = ExitRules.onClose(held, m.prediction(), m.mandate().strategy());
        held.regime = m.prediction().features().regime();
        if (exit != null) {
            orderExit(m.state(), held, exit.reason(), m.decisionId());
        }
        return exit;
    }

    /** Fills what is pending; true if that closed the position. */
    private static boolean fillAtOpen(Moment m, PaperVenue venue) {
        OrderState exit = Book.exitOrder(m.state(), m.symbol());
        OrderState entry = Book.entryOrder(m.state(), m.symbol());
        boolean closed = exit != null && fill(m, venue, exit, m.sample().open());
        if (entry != null) {
            fill(m, venue, entry, m.sample().open());
        }
        return closed;
    }

    private static boolean fill(Moment m, PaperVenue venue, OrderState order, double referencePrice) {
        ClosedTrade trade = venue.fill(m.state(), order, m.sample(), m.seq(), referencePrice);
        if (trade != null) {
            TradeHistory.record(m.state(), trade);
        }
        return trade != null;
    }

    private static void mark(Moment m) {
        Sample sample = m.sample();
        PositionState position = Book.position(m.state(), m.symbol());
        if (position != null) {
            position.lastSeq = m.seq();
            if (sample.close() > 0 && Double.isFinite(sample.close())) {
                position.markPrice = sample.close();
                position.markTsMs = m.tsMs();
            }
            ExitRules.trail(position, sample, m.mandate().strategy());
        }
        OrderState entry = Book.entryOrder(m.state(), m.symbol());
        if (entry != null) {
            entry.lastSeq = m.seq();
        }
        EquityCurve.mark(m.state(), m.tsMs(), m.mandate().limits());
    }

    private static OrderState orderExit(
            PortfolioState state, PositionState position, DecisionReason reason, String decisionId) {
        OrderState rest = Book.entryOrder(state, position.symbol);
        if (rest != null) {
            Book.remove(state, rest);
        }
        OrderState exit = new OrderState();
        exit.decisionId = decisionId;
        exit.symbol = position.symbol;
        exit.reason = FillReason.valueOf(reason.name());
        exit.side = position.side;
        exit.quantityMicros = position.quantityMicros;
        Book.add(state, exit);
        position.dueMs = Long.MAX_VALUE;
        return exit;
    }

    private void fireTimers(PortfolioState state, long tsMs, Mandate mandate, DecisionSink out) {
        List<String> fired = new ArrayList<>(0);
        for (TimerRules.Due due = TimerRules.first(state, tsMs); due != null; due = TimerRules.first(state, tsMs)) {
            int ordinal = fired.contains(due.symbol()) ? 1 : 0;
            fired.add(due.symbol());
            String id = writer.timerId(mandate, due, tsMs, ordinal);
            Verdict verdict = due.expiring() != null
                    ? expire(state, due.expiring(), due.dueMs())
                    : closeByTime(state, Objects.requireNonNull(due.closing()), id, due.dueMs(), tsMs);
            out.decision(writer.timer(state, mandate, id, due, tsMs, ordinal, verdict));
        }
    }

    private static Verdict expire(PortfolioState state, OrderState order, long dueMs) {
        Book.remove(state, order);
        return Verdict.none(
                DecisionReason.ORDER_EXPIRED,
                order.referencePrice,
                Counterfactual.of("unfilledMicros at " + dueMs, "=", 0, order.quantityMicros));
    }

    private static Verdict closeByTime(PortfolioState state, PositionState position, String id, long dueMs, long tsMs) {
        orderExit(state, position, DecisionReason.TIME_EXIT, id);
        return Verdict.exit(
                DecisionReason.TIME_EXIT,
                position.side,
                position.quantityMicros,
                position.markPrice,
                Counterfactual.of("tsMs", "<", dueMs, tsMs));
    }
}
