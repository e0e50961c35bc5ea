package io.quorate.job.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.job.report.Chromium;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneReportTest {
    @TempDir
    private Path folder;

    @Test
    void everyPlotIsThereAndLuckIsToldBesideEachPointOfTheFront() {
        String html = ExampleStudy.page(ExampleStudy.TWO, 300).html();

        assertThat(html)
                .contains(
                        "id=\"pareto-1\"",
                        "id=\"history-0\"",
                        "id=\"history-1\"",
                        "id=\"parallel\"",
                        "id=\"importance-0\"",
                        "id=\"importance-1\"")
                .contains("<th scope=\"col\">DSR</th><th scope=\"col\">PBO, study</th>", "hold-out sharpe")
                .contains("pruned: step 2: worse", "failed: no trade");
        assertThat(html.length()).isLessThan(4_000_000);
        assertThat(ExampleStudy.page(ExampleStudy.TWO, 300).html()).isEqualTo(html);
    }

    @Test
    void oneObjectiveHasNoFrontToDraw() {
        assertThat(ExampleStudy.page(ExampleStudy.ONE, 60).html())
                .contains("id=\"history-0\"", "best 5 %")
                .doesNotContain("id=\"pareto-1\"");
    }

    @Test
    void aStudyThatHasHardlyBegunIsAPageToo() {
        assertThat(ExampleStudy.page(ExampleStudy.TWO, 0).html()).contains("No trial is complete.");
        assertThat(ExampleStudy.page(ExampleStudy.TWO, 3).html()).contains("Fewer than 20 complete trials");
    }

    @Test
    void thePageIsReadableInABrowser() throws IOException, InterruptedException {
        Path page = folder.resolve("report.html");
        ExampleStudy.page(ExampleStudy.TWO, 500).write(page);
        try (Chromium browser = Chromium.start(folder.resolve("profile"))) {
            browser.check(page, "tune");
        }
    }
}
