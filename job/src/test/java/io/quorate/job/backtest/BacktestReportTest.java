package io.quorate.job.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.job.report.Chromium;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestReportTest {
    @TempDir
    private Path folder;

    @Test
    void everyPlotIsThereBesideWhatItIsComparedWith() {
        String html = ExampleBacktest.page().html();

        assertThat(html)
                .contains(
                        "id=\"equity\"",
                        "id=\"drawdown\"",
                        "id=\"sharpe\"",
                        "id=\"exposure\"",
                        "id=\"decisions\"",
                        "id=\"price-0\"",
                        "id=\"calibration\"",
                        "id=\"reliability\"",
                        "id=\"returns\"")
                .contains("buy and hold", "best member, xgboost", "Monthly returns", "&lt;example&gt;")
                .contains("half of it is in-sample", "calmar: no drawdown");
        assertThat(html.length()).isLessThan(6_000_000);
        assertThat(ExampleBacktest.page().html()).isEqualTo(html);
    }

    @Test
    void monthsCompoundToTheirYear() {
        List<List<String>> rows = MonthlyReturns.rows(
                ExampleBacktest.result().portfolios().get(0).run().equity());

        assertThat(rows).hasSize(2).allSatisfy(row -> assertThat(row).hasSize(MonthlyReturns.COLUMNS.size()));
        double growth = 1;
        for (String month : rows.get(0).subList(1, 13)) {
            growth *= month.isEmpty() ? 1 : 1 + percent(month);
        }
        assertThat(growth - 1).isCloseTo(percent(rows.get(0).get(13)), org.assertj.core.data.Offset.offset(0.001));
        assertThat(rows.get(0).subList(1, 7)).as("before the first sample").containsOnly("");
    }

    private static double percent(String text) {
        return Double.parseDouble(text.replace(" %", "")) / 100;
    }

    @Test
    void aRunWithoutAnythingIsAPageToo() {
        var empty = ExampleBacktest.empty();

        assertThat(BacktestReport.page("nothing", empty, List.of(), Map.of(), Map.of())
                        .html())
                .contains("Nothing to show.", "No label became known.");
    }

    @Test
    void thePageIsReadableInABrowser() throws IOException, InterruptedException {
        Path page = folder.resolve("report.html");
        ExampleBacktest.page().write(page);
        try (Chromium browser = Chromium.start(folder.resolve("profile"))) {
            browser.check(page, "backtest");
        }
    }
}
