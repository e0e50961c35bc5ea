package io.quorate.backtest;

import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.Side;
import io.quorate.schema.decision.Trigger;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.execution.FillReason;
import io.quorate.schema.market.Sample;
import io.quorate.schema.model.Prediction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records one portfolio: told each prediction before the decision on it, as a {@link ParallelBacktest} does. Asks for no
 * ledger. Not thread-safe.
 */
public final class PortfolioRecorder implements PipelineSink {

    private static final double MICROS = 1e6;

    private final String portfolio;
    private final String member;
    private final HoldingCurve holding;
    private final List<BacktestTrade> trades = new ArrayList<>();
    private final TreeMap<String, OpenTrade> open = new TreeMap<>();
    private final Map<String, Sample> last = new HashMap<>();
    private final Map<DecisionReason, Long> decisions = new EnumMap<>(DecisionReason.class);
    private @Nullable EquitySeries equity;
    private long executions;
    private long feesMicros;
    private double traded;

    /**
     * A recorder of nothing yet.
     *
     * @param member the member that decides alone; empty for the ensemble
     * @param entryCost share of the price that buying costs, for the comparison with buying and holding
     */
    public PortfolioRecorder(String portfolio, String member, double entryCost) {
        this.portfolio = portfolio;
        this.member = member;
        this.holding = new HoldingCurve(entryCost);
    }

    @Override
    public boolean ledgered() {
        return false;
    }

    @Override
    public void prediction(Prediction prediction) {
        Sample sample = prediction.features().sample();
        Sample before = last.put(sample.symbol(), sample);
        holding.sample(sample, before);
    }

    @Override
    public void execution(Execution e) {
        executions++;
        if (!e.fill()) {
            return;
        }
        feesMicros += e.feeMicros();
        traded += e.quantityMicros() / MICROS * e.price();
        OpenTrade trade = open.get(e.symbol());
        if (trade == null) {
            trade = new OpenTrade(e);
            open.put(e.symbol(), trade);
            trade.enter(e);
        } else if (enters(e, trade)) {
            trade.enter(e);
        } else {
            trade.leave(e);
            if (trade.over()) {
                seeOpen(trade, e);
                trades.add(trade.trade(e));
                open.remove(e.symbol());
            }
        }
    }

    /** What an external venue reconciles may be either. */
    private static boolean enters(Execution e, OpenTrade trade) {
        return e.side() == trade.side()
                && (e.reason() == FillReason.ENTRY || (e.reason() == FillReason.RECONCILED && e.realisedMicros() == 0));
    }

    /** Of the sample it ended in, the open is certain if it was held before. */
    private void seeOpen(OpenTrade trade, Execution e) {
        Sample sample = last.get(e.symbol());
        if (sample != null && sample.tsMs() == e.tsMs() && trade.entryMs() < e.tsMs()) {
            trade.see(sample.open());
        }
    }

    @Override
    public void decision(Decision d, long ledgerIndex) {
        decisions.merge(d.reason(), 1L, Long::sum);
        if (d.trigger() != Trigger.SAMPLE) {
            return;
        }
        OpenTrade held = open.get(d.symbol());
        Sample sample = last.get(d.symbol());
        if (held != null && sample != null) {
            held.held(sample);
        }
        mark(d);
    }

    private void mark(Decision d) {
        double value = d.equityMicros() / MICROS;
        EquitySeries series = equity;
        if (series == null) {
            series = new EquitySeries(portfolio, value);
            equity = series;
        }
        double gross = 0;
        double net = 0;
        for (Map.Entry<String, OpenTrade> e : open.entrySet()) {
            Sample sample = last.get(e.getKey());
            double notional = sample == null ? 0 : e.getValue().quantity() * sample.close();
            gross += notional;
            net += e.getValue().side() == Side.LONG ? notional : -notional;
        }
        series.mark(d.tsMs(), value, gross / value, net / value);
        holding.mark(d.tsMs());
    }

    /** What was recorded. */
    public PortfolioRun run() {
        EquitySeries series = equity;
        return new PortfolioRun(
                portfolio,
                member,
                List.copyOf(trades),
                series == null ? new EquitySeries(portfolio, 0) : series,
                Collections.unmodifiableMap(new EnumMap<>(decisions)),
                executions,
                traded,
                feesMicros / MICROS,
                open.size());
    }

    /** What buying every symbol at its first decision and holding it would have been worth, at the same boundaries. */
    public EquitySeries held() {
        return holding.series(portfolio, equity == null ? 0 : equity.initialEquity());
    }
}
