package io.quorate.backtest;

import io.quorate.schema.control.WeightsSpec;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.model.Credit;
import io.quorate.schema.model.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Keeps what a run is judged by: per portfolio its trades, its equity at every sample boundary and its decisions by
 * reason, and for all of them the calibration of the ensemble over time. Takes the place of the sink of a
 * {@link DecisionPipeline}, or of the sinks of a {@link ParallelBacktest}. Asks for no ledger.
 */
public final class BacktestRecorder implements PipelineSink, BacktestSinks {

    private final ToDoubleFunction<String> entryCosts;
    private final CalibrationRecorder calibration = new CalibrationRecorder();
    private final TreeMap<String, PortfolioRecorder> portfolios = new TreeMap<>();
    private final List<PortfolioRecorder> members = new ArrayList<>();
    private long weightTables;

    /** Of portfolios that buy and hold at no cost. */
    public BacktestRecorder() {
        this(portfolio -> 0);
    }

    /**
     * A recorder of nothing yet.
     *
     * @param entryCosts share of the price that buying costs a portfolio
     */
    public BacktestRecorder(ToDoubleFunction<String> entryCosts) {
        this.entryCosts = entryCosts;
    }

    @Override
    public PipelineSink common() {
        return new PipelineSink() {
            @Override
            public void credit(Credit credit) {
                BacktestRecorder.this.credit(credit);
            }

            @Override
            public void weights(WeightsSpec spec) {
                BacktestRecorder.this.weights(spec);
            }
        };
    }

    @Override
    public PortfolioRecorder portfolio(String portfolio, String member) {
        if (member.isEmpty()) {
            return portfolio(portfolio);
        }
        PortfolioRecorder recorder = new PortfolioRecorder(portfolio, member, entryCosts.applyAsDouble(portfolio));
        members.add(recorder);
        return recorder;
    }

    private PortfolioRecorder portfolio(String portfolio) {
        return portfolios.computeIfAbsent(
                portfolio, name -> new PortfolioRecorder(name, "", entryCosts.applyAsDouble(name)));
    }

    @Override
    public boolean ledgered() {
        return false;
    }

    @Override
    public void prediction(Prediction prediction) {
        for (String portfolio : prediction.subscribers()) {
            portfolio(portfolio).prediction(prediction);
        }
    }

    @Override
    public void credit(Credit credit) {
        calibration.credit(credit);
    }

    @Override
    public void weights(WeightsSpec spec) {
        weightTables++;
    }

    @Override
    public void decision(Decision decision, long ledgerIndex) {
        portfolio(decision.portfolio()).decision(decision, ledgerIndex);
    }

    @Override
    public void execution(Execution execution) {
        portfolio(execution.portfolio()).execution(execution);
    }

    /** The portfolios by name. */
    public List<PortfolioRun> runs() {
        return portfolios.values().stream().map(PortfolioRecorder::run).toList();
    }

    /** What buying and holding would have been worth, in the same order. */
    public List<EquitySeries> held() {
        return portfolios.values().stream().map(PortfolioRecorder::held).toList();
    }

    /** What each member did alone, by portfolio in the order they began, then as the bundles declare them. */
    public List<PortfolioRun> members() {
        return members.stream().map(PortfolioRecorder::run).toList();
    }

    /** Predictions against labels over time. */
    public List<CalibrationPeriod> calibration() {
        return calibration.periods();
    }

    /** Predictions against labels by probability. */
    public List<ReliabilityBin> reliability() {
        return calibration.bins();
    }

    /** Windows with credits. */
    public long weightTables() {
        return weightTables;
    }
}
