package io.quorate.job.backtest;

import io.quorate.backtest.CalibrationPeriod;
import io.quorate.backtest.ReliabilityBin;
import io.quorate.backtest.SymbolCoverage;
import java.util.List;

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
}
