package io.quorate.job.backtest;

import io.quorate.backtest.CalibrationPeriod;
import io.quorate.backtest.PortfolioRun;
import io.quorate.backtest.ReliabilityBin;
import io.quorate.backtest.SymbolCoverage;
import io.quorate.job.report.FigureJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A result as the fields of metrics.json. What is undefined is null, its reason beside it. */
public final class BacktestJson {

    private BacktestJson() {}

    /**
     * The fields.
     *
     * @param market what was run over
     * @param notes what a reader has to know
     */
    public static Map<String, Object> of(BacktestResult result, String market, List<String> notes) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("v", 1);
        json.put("market", market);
        json.put("notes", notes);
        json.put("counts", counts(result.counts()));
        json.put("periods_per_year", result.periodsPerYear());
        json.put("periods_per_year_basis", result.periodsPerYearBasis());
        Map<String, Object> portfolios = new LinkedHashMap<>();
        for (int i = 0; i < result.portfolios().size(); i++) {
            MeasuredRun run = result.portfolios().get(i);
            portfolios.put(
                    run.run().portfolio(),
                    portfolio(result, run, result.holdings().get(i)));
        }
        json.put("portfolios", portfolios);
        json.put("symbols", result.symbols().stream().map(BacktestJson::symbol).toList());
        json.put(
                "calibration",
                result.calibration().stream().map(BacktestJson::period).toList());
        json.put(
                "reliability",
                result.reliability().stream().map(BacktestJson::bin).toList());
        json.put("decision_hash", result.decisionHash().isEmpty() ? null : result.decisionHash());
        return json;
    }

    private static Map<String, Object> counts(BacktestCounts c) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("records", c.records());
        json.put("accepted", c.accepted());
        json.put("duplicates", c.duplicates());
        json.put("late", c.late());
        json.put("rejected", c.rejected());
        json.put("first_rejection", c.firstRejection());
        json.put("samples", c.samples());
        json.put("predictions", c.predictions());
        json.put("decisions", c.decisions());
        json.put("weight_tables", c.weightTables());
        return json;
    }

    private static Map<String, Object> portfolio(BacktestResult result, MeasuredRun measured, MeasuredRun held) {
        PortfolioRun run = measured.run();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("initial_equity", run.equity().initialEquity());
        json.put("outcomes", run.outcomes());
        json.put("reasons", run.decisions());
        json.put("executions", run.executions());
        json.put("ensemble", FigureJson.of(measured.figures()));
        Map<String, Object> exits = new LinkedHashMap<>();
        measured.tradesByExitReason().forEach((reason, figures) -> exits.put(reason, FigureJson.of(figures)));
        json.put("trades_by_exit_reason", exits);
        json.put("buy_and_hold", FigureJson.of(held.figures()));
        Map<String, Object> members = new LinkedHashMap<>();
        List<MeasuredRun> alone = result.membersOf(run.portfolio());
        alone.forEach(member -> members.put(member.run().member(), FigureJson.of(member.figures())));
        json.put("members", members);
        MeasuredRun best = result.bestMemberOf(run.portfolio());
        json.put("best_member", best == null ? null : best.run().member());
        json.put("best_member_by", best == null ? null : BacktestResult.BEST_BY);
        return json;
    }

    private static Map<String, Object> symbol(SymbolCoverage s) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("symbol", s.symbol());
        json.put("accepted", s.accepted());
        json.put("duplicates", s.duplicates());
        json.put("samples", s.samples());
        json.put("predictions", s.predictions());
        json.put("warm", s.warm());
        json.put("first_ms", s.samples() == 0 ? null : s.firstMs());
        json.put("first_prediction_ms", s.warm() ? s.firstPredictionMs() : null);
        json.put("last_ms", s.samples() == 0 ? null : s.lastMs());
        json.put("longest_gap_ms", s.longestGapMs());
        return json;
    }

    private static Map<String, Object> period(CalibrationPeriod p) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from_ms", p.fromMs());
        json.put("to_ms", p.toMs());
        json.put("count", p.count());
        json.put("predicted", p.predicted());
        json.put("observed", p.observed());
        json.put("brier", p.brier());
        return json;
    }

    private static Map<String, Object> bin(ReliabilityBin b) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from", b.from());
        json.put("to", b.to());
        json.put("count", b.count());
        json.put("predicted", orNull(b.predicted()));
        json.put("observed", orNull(b.observed()));
        return json;
    }

    private static @Nullable Double orNull(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
