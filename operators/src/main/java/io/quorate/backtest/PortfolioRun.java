package io.quorate.backtest;

import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.Outcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one portfolio did in a run.
 *
 * @param portfolio name
 * @param member the member that decided alone; empty for the ensemble
 * @param trades closed positions in the order of their ends
 * @param equity at every sample boundary
 * @param decisions number by reason, in the order of the reasons; each has one outcome
 * @param executions fills, rejections and cancellations
 * @param traded notional of every fill, quote currency
 * @param fees of every fill, quote currency
 * @param open positions left at the end, marked in the equity and in no trade
 */
public record PortfolioRun(
        String portfolio,
        String member,
        List<BacktestTrade> trades,
        EquitySeries equity,
        Map<DecisionReason, Long> decisions,
        long executions,
        double traded,
        double fees,
        int open) {

    /** Number of decisions. */
    public long decided() {
        return decisions.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Number of decisions by outcome. */
    public Map<Outcome, Long> outcomes() {
        Map<Outcome, Long> outcomes = new TreeMap<>();
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, 0L);
        }
        decisions.forEach((reason, count) -> outcomes.merge(reason.outcome(), count, Long::sum));
        return outcomes;
    }
}
