package io.quorate.decision;

import io.quorate.execution.Book;
import io.quorate.execution.ClosedTrade;
import io.quorate.execution.ExternalBook;
import io.quorate.execution.PaperVenue;
import io.quorate.execution.Venue;
import io.quorate.execution.VenueTerms;
import io.quorate.risk.EquityCurve;
import io.quorate.risk.ReturnSeries;
import io.quorate.risk.TradeHistory;
import io.quorate.schema.control.CorrelationLimits;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.market.Sample;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.state.OrderState;
import io.quorate.schema.state.PortfolioState;
import io.quorate.schema.state.PositionState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the predictions and timers of one portfolio into decisions and paper fills.
 *
 * <p>Order at one event time: what an operator orders, due timers by (due, symbol), then samples by (symbol, sequence).
 * On a sample: (1) pending
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
    private final TimedDecisions timed;
    private final EntryRules entries = new EntryRules();
    private final boolean external;

    /** An engine whose orders the paper venue fills. */
    public PortfolioEngine(String configHash) {
        this(configHash, false);
    }

    /**
     * An engine for decisions under one set of options, named by the hash that goes into every id.
     *
     * @param external whether an external venue fills the orders, so that positions move by its reports alone
     */
    public PortfolioEngine(String configHash, boolean external) {
        this.external = external;
        writer = new DecisionWriter(configHash);
        timed = new TimedDecisions(writer);
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
        step(state, tsMs, mandate, List.of(), samples, out);
    }

    /** As the other, after booking what an external venue did, in the order of the control log. */
    public void step(
            PortfolioState state,
            long tsMs,
            Mandate mandate,
            List<VenueReport> reports,
            List<Prediction> samples,
            DecisionSink out) {
        StrategySpec strategy = mandate.strategy();
        state.external = external;
        if (!state.opened && strategy != null) {
            EquityCurve.open(state, strategy.initialEquityMicros());
        }
        EquityCurve.reset(state, mandate.drawdownResetMs());
        ExternalBook book = new ExternalBook(strategy, out::execution);
        for (VenueReport report : reports) {
            record(state, book.apply(state, report, tsMs));
        }
        TimerRules.arm(state, strategy);
        RoiExits.arm(state, strategy, tsMs);
        timed.decide(state, tsMs, mandate, out);
        Venue venue = external
                ? Venue.EXTERNAL
                : new PaperVenue(
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
        RoiExits.arm(state, strategy, tsMs + 1);
    }

    private static List<Prediction> ordered(List<Prediction> samples) {
        if (samples.size() < 2) {
            return samples;
        }
        List<Prediction> sorted = new ArrayList<>(samples);
        sorted.sort(BY_SYMBOL_AND_SEQ);
        return sorted;
    }

    private Verdict decide(Moment m, Venue venue) {
        Filled filled = fillPending(m, venue);
        PositionState position = Book.position(m.state(), m.symbol());
        PositionState held = Book.leaving(m.state(), m.symbol()) ? null : position;
        Verdict exit = held == null ? null : exitInsideBar(m, venue, held, filled.inside);
        mark(m);
        if (exit == null && held != null) {
            exit = exitAtClose(m, held);
        }
        return exit != null ? exit : entries.evaluate(m, filled.closed);
    }

    private static @Nullable Verdict exitInsideBar(Moment m, Venue venue, PositionState held, boolean entered) {
        Verdict exit =
                ExitRules.insideBar(held, m.sample(), entered, m.mandate().strategy());
        if (exit != null) {
            OrderState order = place(m, held, exit, m.tsMs());
            record(m.state(), venue.fill(m.state(), order, m.sample(), m.seq(), exit.price()));
        }
        return exit;
    }

    private static @Nullable Verdict exitAtClose(Moment m, PositionState held) {
        Verdict exit = ExitRules.onClose(held, m.prediction(), m.mandate().strategy());
        held.regime = m.prediction().features().regime();
        if (exit != null) {
            place(m, held, exit, ExitOrders.activeMs(m.mandate().strategy(), m.tsMs()));
        }
        return exit;
    }

    private static OrderState place(Moment m, PositionState held, Verdict exit, long activeMs) {
        return ExitOrders.place(
                m.state(), held, exit.reason(), exit.quantityMicros(), m.decisionId(), m.tsMs(), activeMs);
    }

    /**
     * What became of pending orders.
     *
     * @param closed true if a position was closed
     * @param inside true if an entry was filled after the open
     */
    private record Filled(boolean closed, boolean inside) {}

    private static Filled fillPending(Moment m, Venue venue) {
        OrderState exit = Book.exitOrder(m.state(), m.symbol());
        OrderState entry = Book.entryOrder(m.state(), m.symbol());
        boolean closed = exit != null
                && record(
                        m.state(),
                        venue.work(m.state(), exit, m.sample(), m.seq()).trade());
        boolean inside = false;
        if (entry != null) {
            inside = venue.work(m.state(), entry, m.sample(), m.seq()).inside();
        }
        return new Filled(closed, inside);
    }

    private static boolean record(PortfolioState state, @Nullable ClosedTrade trade) {
        if (trade != null) {
            TradeHistory.record(state, trade);
        }
        return trade != null;
    }

    private static void mark(Moment m) {
        Sample sample = m.sample();
        PositionState position = Book.position(m.state(), m.symbol());
        if (position != null) {
            position.lastSeq = m.seq();
            if (position.entryTsMs == 0) {
                // a venue told of it before there was a market time
                position.entryTsMs = m.tsMs();
                TimerRules.arm(m.state(), m.mandate().strategy());
            }
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
        remember(m);
    }

    /** Keeps the returns that stops, sizes or limits in force need; forgets them when none does. */
    private static void remember(Moment m) {
        LimitsSpec limits = m.mandate().limits();
        StrategySpec strategy = m.mandate().strategy();
        CorrelationLimits together = limits == null ? null : limits.correlation();
        if (together != null || (strategy != null && strategy.needsVolatility())) {
            ReturnSeries.add(
                    m.state(), m.symbol(), m.tsMs(), m.sample().close(), together == null ? 0 : together.clockMs());
        } else if (!m.state().returns.isEmpty()) {
            m.state().returns.clear();
        }
    }
}
