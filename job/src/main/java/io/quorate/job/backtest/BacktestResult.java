package io.quorate.job.backtest;

import io.quorate.backtest.CalibrationPeriod;
import io.quorate.backtest.ReliabilityBin;
import io.quorate.backtest.SymbolCoverage;
import io.quorate.performance.Figure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came out of a backtest.
 *
 * @param counts what became of the records
 * @param symbols how far each symbol came, in name order
 * @param portfolios what the ensemble earned, in name order
 * @param holdings buying every symbol of each portfolio and holding it, same order
 * @param members what each member would have earned alone, by portfolio, then in declared order; empty if not asked for
 * @param calibration predictions against labels over time
 * @param reliability predictions against labels by probability, ten bins
 * @param periodsPerYear what annual figures are scaled by
 * @param periodsPerYearBasis where that number comes from, for people
 * @param decisionHash digest of every decision of the ensemble's portfolios, lower-case hex
 */
public record BacktestResult(
        BacktestCounts counts,
        List<SymbolCoverage> symbols,
        List<MeasuredRun> portfolios,
        List<MeasuredRun> holdings,
        List<MeasuredRun> members,
        List<CalibrationPeriod> calibration,
        List<ReliabilityBin> reliability,
        double periodsPerYear,
        String periodsPerYearBasis,
        String decisionHash) {

    /** How {@link #bestMemberOf} chooses. */
    public static final String BEST_BY = "Sharpe ratio over this very history, with hindsight";

    public BacktestResult {
        symbols = List.copyOf(symbols);
        portfolios = List.copyOf(portfolios);
        holdings = List.copyOf(holdings);
        members = List.copyOf(members);
        calibration = List.copyOf(calibration);
        reliability = List.copyOf(reliability);
    }

    /** The members of one portfolio, in declared order. */
    public List<MeasuredRun> membersOf(String portfolio) {
        return members.stream()
                .filter(m -> m.run().portfolio().equals(portfolio))
                .toList();
    }

    /**
     * The member that did best alone: by Sharpe ratio, then total return, then order. Chosen with hindsight, so that it
     * flatters the member. Null when members were not asked for.
     */
    public @Nullable MeasuredRun bestMemberOf(String portfolio) {
        MeasuredRun best = null;
        for (MeasuredRun member : membersOf(portfolio)) {
            if (best == null || better(member, best)) {
                best = member;
            }
        }
        return best;
    }

    private static boolean better(MeasuredRun one, MeasuredRun other) {
        double sharpe = orLeast(one, "sharpe");
        double otherSharpe = orLeast(other, "sharpe");
        return sharpe != otherSharpe
                ? sharpe > otherSharpe
                : orLeast(one, "total_return") > orLeast(other, "total_return");
    }

    private static double orLeast(MeasuredRun run, String name) {
        Figure figure = run.figure(name);
        return figure.defined() ? figure.value() : Double.NEGATIVE_INFINITY;
    }
}
