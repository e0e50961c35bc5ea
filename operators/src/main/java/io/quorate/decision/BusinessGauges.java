package io.quorate.decision;

import io.quorate.schema.decision.BusinessFigures;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.OutcomeCounts;
import io.quorate.schema.decision.RiskComponent;
import io.quorate.telemetry.Figure;
import io.quorate.telemetry.StageProbe;

/** Shows business figures as gauges. */
final class BusinessGauges {

    private BusinessGauges() {}

    static void show(StageProbe probe, BusinessFigures b) {
        String portfolio = b.portfolio();
        probe.figure(Figure.EQUITY_MICROS, (double) b.equityMicros(), portfolio);
        probe.figure(Figure.PROFIT_MICROS, (double) b.profitMicros(), portfolio);
        probe.figure(Figure.REALISED_MICROS, (double) b.realisedMicros(), portfolio);
        probe.figure(Figure.FEES_MICROS, (double) b.feesMicros(), portfolio);
        probe.figure(Figure.TRADES, (double) b.trades(), portfolio);
        probe.figure(Figure.PROFIT_FACTOR, b.profitFactor(), portfolio);
        probe.figure(Figure.WIN_RATE, b.winRate(), portfolio);
        probe.figure(Figure.PORTFOLIO_DRAWDOWN, b.drawdown(), portfolio);
        probe.figure(Figure.OPEN_POSITIONS, b.positions(), portfolio);
        OutcomeCounts hour = b.inLastHour();
        hour(probe, portfolio, Outcome.NO_ACTION, hour.noAction());
        hour(probe, portfolio, Outcome.TAKE_ACTION, hour.takeAction());
        hour(probe, portfolio, Outcome.EXIT_POSITION, hour.exitPosition());
        hour(probe, portfolio, Outcome.RISK_REJECTED, hour.riskRejected());
        for (RiskComponent limit : b.limits()) {
            probe.figure(Figure.LIMIT_SHARE, limit.score(), portfolio, limit.name());
        }
    }

    private static void hour(StageProbe probe, String portfolio, Outcome outcome, long decisions) {
        probe.figure(Figure.DECISIONS_LAST_HOUR, (double) decisions, portfolio, outcome.name());
    }
}
