package io.quorate.job.tune;

import io.quorate.backtest.BacktestTrade;
import io.quorate.backtest.EquitySeries;
import io.quorate.backtest.PipelineSink;
import io.quorate.backtest.PortfolioRecorder;
import io.quorate.backtest.PortfolioRun;
import io.quorate.ensemble.EnsembleScorer;
import io.quorate.performance.Figure;
import io.quorate.performance.Performance;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.model.Credit;
import io.quorate.schema.model.Prediction;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Records a trial and gives its figures. The labels that count are those of predictions of a trained ensemble. */
final class TrialRecorder implements PipelineSink {
    private static final double LEAST_P = 1e-15;
    private static final String NO_TRADES = "no trades";

    private final PeriodCalendar calendar;
    private final PortfolioRecorder portfolio = new PortfolioRecorder(TrialDraft.PORTFOLIO, "", 0);
    private double logLoss;
    private double squares;
    private long labels;

    TrialRecorder(PeriodCalendar calendar) {
        this.calendar = calendar;
    }

    @Override
    public boolean ledgered() {
        return false;
    }

    @Override
    public void prediction(Prediction prediction) {
        if (prediction.subscribers().length > 0) {
            portfolio.prediction(prediction);
        }
    }

    @Override
    public void decision(Decision decision, long ledgerIndex) {
        portfolio.decision(decision, ledgerIndex);
    }

    @Override
    public void execution(Execution execution) {
        portfolio.execution(execution);
    }

    @Override
    public void credit(Credit credit) {
        double p = EnsembleScorer.combine(credit.memberProbabilities(), credit.memberWeights());
        if (Double.isNaN(p)) {
            return;
        }
        double clipped = Math.min(1 - LEAST_P, Math.max(LEAST_P, p));
        logLoss -= StrictMath.log(credit.label() == 1 ? clipped : 1 - clipped);
        squares += (p - credit.label()) * (p - credit.label());
        labels++;
    }

    /** Returns of the periods that are over at an event time. */
    double[] returns(long throughMs) throws TrialFailedException {
        return calendar.returns(equity(), calendar.over(throughMs));
    }

    /** Returns of every period. */
    double[] returns() throws TrialFailedException {
        return calendar.returns(equity(), calendar.endMs().length);
    }

    private EquitySeries equity() {
        return portfolio.run().equity();
    }

    /** Every figure of {@link PipelineFigures}, of these returns. */
    Map<String, Figure> figures(double[] returns) {
        Map<String, Figure> all = new LinkedHashMap<>(Performance.of(returns, calendar.periodsPerYear()));
        List<BacktestTrade> trades = portfolio.run().trades();
        all.put("trades", Figure.of(trades.size()));
        all.put("trade_win_rate", trades.isEmpty() ? Figure.none(NO_TRADES) : Figure.of(wins(trades)));
        all.put("trade_expectancy", trades.isEmpty() ? Figure.none(NO_TRADES) : Figure.of(expectancy(trades)));
        all.put("log_loss", labels == 0 ? Figure.none("no labels") : Figure.of(logLoss / labels));
        all.put("brier", labels == 0 ? Figure.none("no labels") : Figure.of(squares / labels));
        Map<String, Figure> named = new LinkedHashMap<>();
        PipelineFigures.names().forEach(name -> named.put(name, all.getOrDefault(name, Figure.none("not measured"))));
        return named;
    }

    private static double wins(List<BacktestTrade> trades) {
        return (double) trades.stream().filter(t -> t.ret() > 0).count() / trades.size();
    }

    private static double expectancy(List<BacktestTrade> trades) {
        double sum = 0;
        for (BacktestTrade trade : trades) {
            sum += trade.ret();
        }
        return sum / trades.size();
    }

    /** What happened, for the reason of a trial without a value. */
    String summary() {
        PortfolioRun run = portfolio.run();
        return run.trades().size() + " trades of " + run.decided() + " decisions: "
                + run.decisions().entrySet().stream()
                        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                        .limit(4)
                        .map(e -> e.getValue() + " " + e.getKey())
                        .collect(Collectors.joining(", "));
    }
}
