package io.quorate.job.backtest;

import io.quorate.backtest.BacktestTrade;
import io.quorate.backtest.EquitySeries;
import io.quorate.job.table.RecordTable;
import io.quorate.job.table.RecordTable.Column;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.execution.Execution;
import java.util.List;

/** The columns of the tables of a backtest, and how records fill them. Money and quantities in whole units. */
final class RecordRows {
    private static final double MICROS = 1e6;

    static final List<Column> DECISIONS = List.of(
            Column.integer("ts_ms"),
            Column.text("portfolio"),
            Column.text("symbol"),
            Column.integer("seq"),
            Column.text("trigger"),
            Column.text("id"),
            Column.text("outcome"),
            Column.text("reason"),
            Column.text("side"),
            Column.number("quantity"),
            Column.number("price"),
            Column.number("probability"),
            Column.number("confidence"),
            Column.integer("ensemble_version"),
            Column.integer("weights_version"),
            Column.number("risk_score"),
            Column.text("binding"),
            Column.text("counterfactual"),
            Column.number("equity"));

    static final List<Column> ORDERS = List.of(
            Column.integer("ts_ms"),
            Column.text("portfolio"),
            Column.text("symbol"),
            Column.text("id"),
            Column.text("decision_id"),
            Column.text("reason"),
            Column.text("side"),
            Column.text("status"),
            Column.number("quantity"),
            Column.number("left"),
            Column.number("price"),
            Column.number("fee"),
            Column.number("realised"),
            Column.integer("maker"));

    static final List<Column> TRADES = List.of(
            Column.text("portfolio"),
            Column.text("symbol"),
            Column.text("side"),
            Column.integer("entry_ms"),
            Column.integer("exit_ms"),
            Column.number("entry_price"),
            Column.number("exit_price"),
            Column.number("quantity"),
            Column.number("profit"),
            Column.number("return"),
            Column.number("mae"),
            Column.number("mfe"),
            Column.number("fees"),
            Column.text("exit_reason"),
            Column.text("decision_id"));

    static final List<Column> EQUITY = List.of(
            Column.text("portfolio"),
            Column.text("curve"),
            Column.integer("ts_ms"),
            Column.number("equity"),
            Column.number("drawdown"),
            Column.number("gross_exposure"),
            Column.number("net_exposure"));

    private RecordRows() {}

    static void decision(RecordTable table, Decision d) {
        table.integer(d.tsMs()).text(d.portfolio()).text(d.symbol()).integer(d.seq());
        table.text(d.trigger().name()).text(d.id());
        table.text(d.outcome().name()).text(d.reason().name()).text(d.side().name());
        table.number(d.quantityMicros() / MICROS).number(d.price());
        table.number(d.probability()).number(d.confidence());
        table.integer(d.ensembleVersion()).integer(d.weightsVersion());
        table.number(d.riskScore()).text(d.binding()).text(d.counterfactual());
        table.number(d.equityMicros() / MICROS).end();
    }

    static void execution(RecordTable table, Execution e) {
        table.integer(e.tsMs())
                .text(e.portfolio())
                .text(e.symbol())
                .text(e.id())
                .text(e.decisionId());
        table.text(e.reason().name()).text(e.side().name()).text(e.status().name());
        table.number(e.quantityMicros() / MICROS).number(e.leftMicros() / MICROS);
        table.number(e.price()).number(e.feeMicros() / MICROS).number(e.realisedMicros() / MICROS);
        table.integer(e.maker() ? 1 : 0).end();
    }

    static void trade(RecordTable table, BacktestTrade t) {
        table.text(t.portfolio()).text(t.symbol()).text(t.side().name());
        table.integer(t.entryMs()).integer(t.exitMs()).number(t.entryPrice()).number(t.exitPrice());
        table.number(t.quantity())
                .number(t.profit())
                .number(t.ret())
                .number(t.mae())
                .number(t.mfe());
        table.number(t.fees()).text(t.exitReason().name()).text(t.decisionId()).end();
    }

    static void equity(RecordTable table, String curve, EquitySeries series) {
        double[] drawdown = series.drawdowns();
        for (int i = 0; i < series.size(); i++) {
            table.text(series.portfolio()).text(curve).integer(series.tsMs(i)).number(series.equity(i));
            table.number(drawdown[i])
                    .number(series.grossExposure(i))
                    .number(series.netExposure(i))
                    .end();
        }
    }
}
