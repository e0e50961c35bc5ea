package io.quorate.job.cli;

import io.quorate.job.backtest.BacktestPlan;
import io.quorate.job.backtest.BacktestReport;
import io.quorate.job.backtest.BacktestResult;
import io.quorate.job.backtest.PriceLines;
import io.quorate.job.backtest.TimedBundle;
import io.quorate.job.options.Settings;
import io.quorate.job.report.PriceLine;
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

    private BacktestPage() {}

    /** Reads the prices of traded symbols again and writes the page; throws UserError when the disk refuses. */
    static void write(
            BacktestPlan plan,
            BacktestResult result,
            List<String> notes,
            Map<String, String> settings,
            Path file,
            ProgressLine progress) {
        Set<String> traded = new TreeSet<>();
        result.portfolios().forEach(p -> p.run().trades().forEach(trade -> traded.add(trade.symbol())));
        Map<String, PriceLine> prices = traded.isEmpty()
                ? Map.of()
                : PriceLines.of(plan.market(), traded, share -> progress.progress("prices of the report", share));
        BacktestReport.page(plan.market().name(), result, notes, prices, settings)
                .write(file);
    }

    /** How it was run, but for what does not change the result. */
    static Map<String, String> described(Settings settings, BacktestPlan plan, List<TimedBundle> bundles) {
        Map<String, String> described = new LinkedHashMap<>();
        described.put("market", plan.market().name());
        for (TimedBundle bundle : bundles) {
            described.put(
                    "bundle from " + Instant.ofEpochMilli(bundle.effectiveFromMs()),
                    bundle.file().getFileName() + ", SHA-256 " + bundle.spec().sha256());
        }
        described.put("period of returns", plan.periodMs() == 0 ? "every sample boundary" : plan.periodMs() + " ms");
        described.put("features", "layout " + plan.pipeline().layout().id());
        settings.given().forEach(described::put);
        described.put("config hash", settings.configHash());
        return described;
    }
}
