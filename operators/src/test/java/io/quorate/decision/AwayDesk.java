package io.quorate.decision;

import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.Side;
import io.quorate.schema.decision.Trigger;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.execution.VenueReportKind;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.state.PortfolioState;
import io.quorate.schema.state.PositionState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs a script through an engine whose orders an external venue fills; the script is the venue. */
final class AwayDesk implements DecisionSink {

    final Terms terms;
    final PortfolioState state = new PortfolioState();
    final PortfolioEngine engine = new PortfolioEngine("config", true);
    final List<Decision> decisions = new ArrayList<>();
    final List<Execution> executions = new ArrayList<>();
    boolean killed;

    private final Map<String, Long> nextSeq = new HashMap<>();
    private long venueSeq;

    AwayDesk(Terms terms) {
        this.terms = terms;
    }

    private Mandate mandate() {
        return new Mandate("core", terms.strategy(), 1, terms.limits(), 1, killed);
    }

    /** Plays one tick; the decision on it. */
    Decision play(Tick tick) {
        timersBefore(tick.tsMs);
        tick.seq = nextSeq.merge(tick.symbol, 1L, Long::sum) - 1;
        step(tick.tsMs, List.of(), List.of(tick.prediction()));
        return decisions.get(decisions.size() - 1);
    }

    void timersBefore(long tsMs) {
        while (engine.nextDueMs(state) < tsMs) {
            step(engine.nextDueMs(state), List.of(), List.of());
        }
    }

    void step(long tsMs, List<VenueReport> reports, List<Prediction> samples) {
        engine.step(state, tsMs, mandate(), reports, samples, this);
    }

    /** The venue fills a part of an order that a decision made. */
    void fill(long tsMs, Decision d, long quantityMicros, double price) {
        boolean entry = d.outcome() == Outcome.TAKE_ACTION;
        step(
                tsMs,
                List.of(report(VenueReportKind.FILL, d.id(), d.symbol(), entry, d.side(), quantityMicros, price)),
                List.of());
    }

    /** The venue says that an order is at its end. */
    void end(long tsMs, Decision d, VenueReportKind kind) {
        step(tsMs, List.of(report(kind, d.id(), d.symbol(), true, d.side(), 0, 0)), List.of());
    }

    /** The venue says what it holds. */
    void holds(long tsMs, String symbol, Side side, long quantityMicros, double price) {
        step(
                tsMs,
                List.of(report(VenueReportKind.POSITION, "", symbol, false, side, quantityMicros, price)),
                List.of());
    }

    private VenueReport report(
            VenueReportKind kind,
            String orderId,
            String symbol,
            boolean entry,
            Side side,
            long quantityMicros,
            double price) {
        venueSeq++;
        return new VenueReport(
                kind, "r" + venueSeq, orderId, "core", symbol, entry, side, quantityMicros, price, 0, venueSeq, "");
    }

    PositionState position(String symbol) {
        return state.positions.stream()
                .filter(p -> p.symbol.equals(symbol))
                .findFirst()
                .orElseThrow();
    }

    Decision lastTimer() {
        return decisions.stream()
                .filter(d -> d.trigger() == Trigger.TIMER)
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    @Override
    public void decision(Decision d) {
        decisions.add(d);
    }

    @Override
    public void execution(Execution e) {
        executions.add(e);
    }
}
