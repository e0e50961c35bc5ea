package io.quorate.job.cli;

import io.quorate.backtest.BacktestTrade;
import io.quorate.job.backtest.BacktestPlan;
import io.quorate.job.backtest.BacktestReport;
import io.quorate.job.backtest.BacktestResult;
import io.quorate.job.backtest.PriceLines;
import io.quorate.job.report.PriceLine;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.EnsembleSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The report of a backtest in its folder. */
final class BacktestPage {
    static final String NAME = "report.html";
    private static final int MOST_EPOCHS = 40;

    private BacktestPage() {}

    /** Reads the prices of traded symbols again and writes the page; throws UserError when the disk refuses. */
    static void write(
            BacktestPlan plan, BacktestResult result, List<String> notes, Path folder, ProgressLine progress) {
        Set<String> traded = new TreeSet<>();
        result.portfolios()
                .forEach(p ->
                        p.run().trades().stream().map(BacktestTrade::symbol).forEach(traded::add));
        Map<String, PriceLine> prices = traded.isEmpty()
                ? Map.of()
                : PriceLines.of(plan.market(), traded, share -> progress.progress("prices of the report", share));
        BacktestReport.page(plan.market().name(), result, notes, prices, settings(plan))
                .write(folder.resolve(NAME));
    }

    private static Map<String, String> settings(BacktestPlan plan) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("features", "layout " + plan.pipeline().layout().id());
        settings.put("period of returns", plan.periodMs() == 0 ? "every sample boundary" : plan.periodMs() + " ms");
        int epochs = 0;
        for (ControlRecord record : plan.control()) {
            if (record.kind() == ControlKind.FRONTIER || record.kind() == ControlKind.WEIGHTS) {
                continue;
            }
            if (epochs++ == MOST_EPOCHS) {
                settings.put("more", "in the control log");
                break;
            }
            EnsembleSpec bundle = record.ensemble();
            settings.put(
                    record.kind() + " " + record.scope() + " version " + record.version(),
                    "from " + Instant.ofEpochMilli(record.effectiveFromMs())
                            + (bundle == null ? "" : ", SHA-256 " + bundle.sha256()));
        }
        return settings;
    }
}
