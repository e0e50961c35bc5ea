package io.quorate.backtest;

import io.quorate.control.EpochBook;
import io.quorate.decision.PortfolioStep;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.state.PortfolioState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One portfolio of a {@link ParallelBacktest}: what depends on its predictions and on no other portfolio. */
final class PortfolioLane {

    private final String portfolio;
    private final String member;
    private final String[] memberName;
    private final PortfolioStep step;
    private final EpochBook book;
    private final TreeMap<Long, List<VenueReport>> executions;
    private final PipelineSink sink;
    private final PortfolioState state = new PortfolioState();
    private long dueMs = Long.MAX_VALUE;

    /**
     * A portfolio before its first prediction.
     *
     * @param member the member that decides alone; empty for the ensemble
     * @param book epochs, read by this portfolio alone
     * @param executions what an external venue did, taken out as time passes
     */
    PortfolioLane(
            String portfolio,
            String member,
            PortfolioStep step,
            EpochBook book,
            TreeMap<Long, List<VenueReport>> executions,
            PipelineSink sink) {
        this.portfolio = portfolio;
        this.member = member;
        this.memberName = new String[] {member};
        this.step = step;
        this.book = book;
        this.executions = executions;
        this.sink = sink;
    }

    /** Decides everything up to the watermark. */
    void advance(List<Prediction> predictions, long watermarkMs) {
        int at = 0;
        for (long tsMs = nextMs(predictions, at);
                tsMs <= watermarkMs && tsMs < Long.MAX_VALUE;
                tsMs = nextMs(predictions, at)) {
            int from = at;
            while (at < predictions.size() && predictions.get(at).tsMs() == tsMs) {
                at++;
            }
            Map.Entry<Long, List<VenueReport>> first = executions.firstEntry();
            List<VenueReport> executed = List.of();
            if (first != null && first.getKey() == tsMs) {
                executed = first.getValue();
                executions.pollFirstEntry();
            }
            List<Prediction> now = own(predictions, from, at);
            now.forEach(sink::prediction);
            step.step(state, portfolio, tsMs, executed, now, book, sink);
            dueMs = step.nextStepMs(state, tsMs);
        }
    }

    private List<Prediction> own(List<Prediction> predictions, int from, int to) {
        if (member.isEmpty()) {
            return to - from == 1 ? List.of(predictions.get(from)) : predictions.subList(from, to);
        }
        return predictions.subList(from, to).stream()
                .map(p -> SoloPrediction.of(p, member, memberName))
                .toList();
    }

    private long nextMs(List<Prediction> predictions, int at) {
        long sampleMs = at < predictions.size() ? predictions.get(at).tsMs() : Long.MAX_VALUE;
        long executedMs = executions.isEmpty() ? Long.MAX_VALUE : executions.firstKey();
        return Math.min(Math.min(sampleMs, executedMs), dueMs);
    }
}
