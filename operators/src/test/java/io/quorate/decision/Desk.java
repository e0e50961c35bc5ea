package io.quorate.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.Trigger;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.state.PortfolioState;
import io.quorate.schema.state.PositionState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs a script through an engine as the job does: timers when they are due, then samples; checks the books each time. */
final class Desk implements DecisionSink {

    final Terms terms;
    final PortfolioState state = new PortfolioState();
    final PortfolioEngine engine = new PortfolioEngine("config");
    final List<Decision> decisions = new ArrayList<>();
    final List<Execution> executions = new ArrayList<>();
    boolean killed;
    boolean limited = true;
    long drawdownResetMs = Long.MIN_VALUE;
    ForcedExits forcedExits = ForcedExits.NONE;
    long strategyVersion = 1;

    private final Map<String, Long> nextSeq = new HashMap<>();

    Desk(Terms terms) {
        this.terms = terms;
    }

    Mandate mandate() {
        return new Mandate(
                "core",
                terms.strategy(),
                strategyVersion,
                limited ? terms.limits() : null,
                limited ? 1 : -1,
                killed,
                drawdownResetMs,
                forcedExits);
    }

    /** Plays ticks of one event time; the decision of the last of them. */
    Decision play(Tick... ticks) {
        timersBefore(ticks[0].tsMs);
        List<Prediction> samples = new ArrayList<>();
        for (Tick tick : ticks) {
            tick.seq = nextSeq.merge(tick.symbol, 1L, Long::sum) - 1;
            samples.add(tick.prediction());
        }
        step(ticks[0].tsMs, samples);
        Tick last = ticks[ticks.length - 1];
        return decisions.stream()
                .filter(d -> d.trigger() == Trigger.SAMPLE && d.symbol().equals(last.symbol) && d.seq() == last.seq)
                .reduce((a, b) -> {
                    throw new AssertionError("expected one decision per sample, was " + a + " and " + b);
                })
                .orElseThrow();
    }

    /** Lets event time pass without samples. */
    void timersBefore(long tsMs) {
        while (engine.nextDueMs(state) < tsMs) {
            step(engine.nextDueMs(state), List.of());
        }
    }

    /** Takes a position at 100 in the symbol: decided at {@code tsMs}, filled one millisecond later. */
    PositionState open(String symbol, long tsMs, double p) {
        assertThat(play(Tick.at(tsMs).of(symbol).says(p)).outcome()).isEqualTo(Outcome.TAKE_ACTION);
        play(Tick.at(tsMs + 1).of(symbol));
        return position(symbol);
    }

    PositionState position(String symbol) {
        return state.positions.stream()
                .filter(s -> s.symbol.equals(symbol))
                .findFirst()
                .orElseThrow();
    }

    Decision lastTimer() {
        return decisions.stream()
                .filter(d -> d.trigger() == Trigger.TIMER)
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    Execution lastExecution() {
        return executions.get(executions.size() - 1);
    }

    double equity() {
        return state.equityMicros / 1e6;
    }

    private void step(long tsMs, List<Prediction> samples) {
        engine.step(state, tsMs, mandate(), samples, this);
        checkBooks(samples.isEmpty());
    }

    private void checkBooks(boolean silent) {
        long positions = 0;
        for (PositionState s : state.positions) {
            positions += s.side.sign() * Math.round(s.quantityMicros * s.markPrice);
            assertThat(s.quantityMicros).isPositive();
        }
        if (!silent) {
            assertThat(state.cashMicros + positions).isEqualTo(state.equityMicros);
        }
        assertThat(state.positions.stream().map(s -> s.symbol).toList()).isSorted();
        assertThat(state.orders.stream().map(s -> s.symbol).toList()).isSorted();
    }

    @Override
    public void decision(Decision d) {
        decisions.add(d);
    }

    @Override
    public void execution(Execution e) {
        executions.add(e);
    }

    static List<String> ids(List<Decision> decisions) {
        return Arrays.asList(decisions.stream().map(Decision::id).toArray(String[]::new));
    }
}
