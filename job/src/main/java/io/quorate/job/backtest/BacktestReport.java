package io.quorate.job.backtest;

import io.quorate.backtest.BacktestTrade;
import io.quorate.backtest.SymbolCoverage;
import io.quorate.job.report.PlotPage;
import io.quorate.job.report.PriceLine;
import io.quorate.job.report.ReportNumbers;
import io.quorate.performance.Figure;
import io.quorate.schema.execution.FillReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a backtest came to, as one HTML page: equal results give equal pages. */
public final class BacktestReport {
    private static final int MOST_PORTFOLIOS = 6;
    private static final int MOST_SYMBOLS = 8;
    private static final int MOST_TRADES = 500;

    private final BacktestResult result;
    private final Map<String, PriceLine> prices;
    private final PlotPage.Builder page;

    private BacktestReport(String market, BacktestResult result, Map<String, PriceLine> prices) {
        this.result = result;
        this.prices = prices;
        this.page = PlotPage.builder("Backtest of " + market.replaceAll("[^ ,]*/", ""));
    }

    /**
     * The page.
     *
     * @param market what was read
     * @param notes what to know before believing it
     * @param prices by symbol; trades of a symbol without are not drawn
     * @param settings how it was run, by name, for the table at the end
     */
    public static PlotPage page(
            String market,
            BacktestResult result,
            List<String> notes,
            Map<String, PriceLine> prices,
            Map<String, String> settings) {
        return new BacktestReport(market, result, prices).page(notes, settings);
    }

    private PlotPage page(List<String> notes, Map<String, String> settings) {
        List<SymbolCoverage> seen =
                result.symbols().stream().filter(s -> s.samples() > 0).toList();
        long fromMs = seen.stream().mapToLong(SymbolCoverage::firstMs).min().orElse(0);
        long toMs = seen.stream().mapToLong(SymbolCoverage::lastMs).max().orElse(0);
        page.lead(result.symbols().size() + " symbols from " + Instant.ofEpochMilli(fromMs) + " to "
                + Instant.ofEpochMilli(toMs) + " · "
                + ReportNumbers.count(result.counts().samples()) + " samples, "
                + ReportNumbers.count(result.counts().decisions()) + " decisions · annual figures by "
                + ReportNumbers.number(result.periodsPerYear()) + " periods a year, " + result.periodsPerYearBasis());
        notes.forEach(note -> page.text("Note: " + note));
        int shown = Math.min(MOST_PORTFOLIOS, result.portfolios().size());
        for (int i = 0; i < shown; i++) {
            portfolio(i);
        }
        if (shown < result.portfolios().size()) {
            page.note((result.portfolios().size() - shown) + " more portfolios are in metrics.json.");
        }
        page.heading("Probabilities");
        page.plot("calibration", "", BacktestPlots.calibration(result.calibration()));
        page.plot("reliability", "", BacktestPlots.reliability(result.reliability()));
        page.table("Symbols", List.of("symbol", "records", "samples", "predictions", "first", "last"), coverage());
        List<List<String>> rows = new ArrayList<>();
        settings.forEach((name, value) -> rows.add(List.of(name, value)));
        rows.add(List.of("SHA-256 of the decisions", result.decisionHash()));
        page.texts("How it was run", List.of("setting", "value"), rows);
        return page.build();
    }

    private void portfolio(int index) {
        MeasuredRun run = result.portfolios().get(index);
        String name = run.run().portfolio();
        String of = result.portfolios().size() > 1 ? ", " + name : "";
        String id = result.portfolios().size() > 1 ? "-" + index : "";
        List<MeasuredRun> members = result.membersOf(name);
        Map<String, MeasuredRun> compared = new LinkedHashMap<>();
        if (index < result.holdings().size()) {
            compared.put("buy and hold", result.holdings().get(index));
        }
        MeasuredRun best = result.bestMemberOf(name);
        if (best != null) {
            compared.put("best member, " + best.run().member(), best);
        }
        page.figures(of.isEmpty() ? "" : "Portfolio " + name, tiles(run, compared));
        if (best != null) {
            page.note("The best member is chosen by " + BacktestResult.BEST_BY + ": it flatters the member.");
        }
        BacktestPlots plots = new BacktestPlots(run, compared, result.periodsPerYear());
        page.plot("equity" + id, "Equity" + of, plots.equity());
        page.plot("drawdown" + id, "Drawdown" + of, plots.drawdown());
        page.plot("sharpe" + id, "Rolling Sharpe ratio" + of, plots.rollingSharpe());
        page.gains(
                "Monthly returns" + of,
                MonthlyReturns.COLUMNS,
                MonthlyReturns.rows(run.run().equity()));
        page.plot("exposure" + id, "Exposure" + of, plots.exposure());
        page.plot("decisions" + id, "Decisions by reason" + of, plots.decisions());
        prices(plots, run, id, of);
        page.plot("returns" + id, "Trades" + of, plots.tradeReturns());
        if (!run.run().trades().isEmpty()) {
            page.plot("excursions" + id, "", plots.excursions());
            trades(run);
        }
        metrics(run, members, compared, of);
    }

    private static LinkedHashMap<String, String> tiles(MeasuredRun run, Map<String, MeasuredRun> compared) {
        LinkedHashMap<String, String> tiles = new LinkedHashMap<>();
        tiles.put("total return", ReportNumbers.percent(run.figure("total_return")));
        compared.forEach((name, other) -> tiles.put(name, ReportNumbers.percent(other.figure("total_return"))));
        tiles.put("Sharpe ratio, annual", ReportNumbers.ratio(run.figure("sharpe")));
        tiles.put("probability that it is above 0", ReportNumbers.ratio(run.figure("psr")));
        tiles.put("greatest drawdown", ReportNumbers.percent(run.figure("max_drawdown")));
        tiles.put("trades", ReportNumbers.count(run.run().trades().size()));
        tiles.put("fees", ReportNumbers.number(run.run().fees()));
        return tiles;
    }

    private void prices(BacktestPlots plots, MeasuredRun run, String id, String of) {
        Map<String, Long> traded = new TreeMap<>();
        run.run().trades().forEach(t -> traded.merge(t.symbol(), 1L, Long::sum));
        List<String> symbols = traded.entrySet().stream()
                .filter(e -> prices.containsKey(e.getKey()))
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        if (symbols.isEmpty()) {
            return;
        }
        page.heading("Trades on price" + of);
        if (symbols.size() > MOST_SYMBOLS) {
            page.note("The " + MOST_SYMBOLS + " symbols with most trades of " + symbols.size() + ".");
        }
        for (int i = 0; i < Math.min(MOST_SYMBOLS, symbols.size()); i++) {
            @Nullable PriceLine line = prices.get(symbols.get(i));
            if (line != null) {
                page.plot("price" + id + "-" + i, "", plots.trades(symbols.get(i), line));
            }
        }
    }

    private void trades(MeasuredRun run) {
        List<BacktestTrade> all = run.run().trades();
        Map<FillReason, List<BacktestTrade>> byReason = new TreeMap<>();
        all.forEach(t -> byReason.computeIfAbsent(t.exitReason(), reason -> new ArrayList<>())
                .add(t));
        List<List<String>> reasons = new ArrayList<>();
        byReason.forEach((reason, own) -> reasons.add(List.of(
                reason.name(),
                ReportNumbers.count(own.size()),
                ReportNumbers.percent(
                        own.stream().mapToDouble(BacktestTrade::ret).average().orElse(Double.NaN)),
                ReportNumbers.number(
                        own.stream().mapToDouble(BacktestTrade::profit).sum()),
                ReportNumbers.percent(
                        (double) own.stream().filter(t -> t.ret() > 0).count() / own.size()))));
        page.table("", List.of("exit", "trades", "mean return", "profit", "won"), reasons);
        List<List<String>> rows = new ArrayList<>();
        for (BacktestTrade t : all.subList(0, Math.min(MOST_TRADES, all.size()))) {
            rows.add(List.of(
                    t.symbol(),
                    t.side().name(),
                    Instant.ofEpochMilli(t.entryMs()).toString(),
                    Instant.ofEpochMilli(t.exitMs()).toString(),
                    ReportNumbers.number(t.entryPrice()),
                    ReportNumbers.number(t.exitPrice()),
                    ReportNumbers.number(t.profit()),
                    ReportNumbers.percent(t.ret()),
                    ReportNumbers.percent(t.mae()),
                    ReportNumbers.percent(t.mfe()),
                    t.exitReason().name()));
        }
        page.details(
                (rows.size() < all.size() ? "The first " + rows.size() + " of " : "") + ReportNumbers.count(all.size())
                        + " trades",
                List.of(
                        "symbol",
                        "side",
                        "in",
                        "out",
                        "price in",
                        "price out",
                        "profit",
                        "return",
                        "MAE",
                        "MFE",
                        "exit"),
                rows);
    }

    private void metrics(MeasuredRun run, List<MeasuredRun> members, Map<String, MeasuredRun> compared, String of) {
        Map<String, MeasuredRun> columns = new LinkedHashMap<>();
        columns.put("ensemble", run);
        @Nullable MeasuredRun held = compared.get("buy and hold");
        if (held != null) {
            columns.put("buy and hold", held);
        }
        members.forEach(m -> columns.put(m.run().member(), m));
        Set<String> names = new LinkedHashSet<>();
        columns.values().forEach(c -> names.addAll(c.figures().keySet()));
        List<List<String>> rows = new ArrayList<>();
        Map<String, List<String>> reasons = new LinkedHashMap<>();
        for (String name : names) {
            List<String> row = new ArrayList<>(List.of(name));
            columns.forEach((whose, column) -> {
                @Nullable Figure figure = column.figures().get(name);
                row.add(ReportNumbers.number(figure));
                if (figure != null && figure.undefined() != null) {
                    reasons.computeIfAbsent(name + ": " + figure.undefined(), r -> new ArrayList<>())
                            .add(whose);
                }
            });
            rows.add(row);
        }
        List<String> header = new ArrayList<>(List.of("figure"));
        header.addAll(columns.keySet());
        page.table("Figures" + of, header, rows);
        if (!reasons.isEmpty()) {
            List<List<String>> why = new ArrayList<>();
            reasons.forEach((reason, whose) -> why.add(List.of(reason, String.join(", ", whose))));
            page.texts("", List.of("undefined, and why", "of"), why);
        }
    }

    private List<List<String>> coverage() {
        List<List<String>> rows = new ArrayList<>();
        for (SymbolCoverage s : result.symbols()) {
            rows.add(List.of(
                    s.symbol(),
                    ReportNumbers.count(s.accepted()),
                    ReportNumbers.count(s.samples()),
                    ReportNumbers.count(s.predictions()),
                    s.samples() > 0 ? Instant.ofEpochMilli(s.firstMs()).toString() : "-",
                    s.samples() > 0 ? Instant.ofEpochMilli(s.lastMs()).toString() : "-"));
        }
        return rows;
    }
}
