package io.quorate.job.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.job.options.Settings;
import io.quorate.job.report.Chromium;
import io.quorate.job.report.TrainingReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser; skipped where none is installed. */
class TrainingReportBrowserTest {
    @TempDir
    private Path folder;

    @Test
    void thePageIsReadableInABrowser() throws IOException, InterruptedException {
        Path page = folder.resolve("report.html");
        TrainedBundle trained = GeneratedTrades.smallBundle(Settings.defaults(), 3);
        String html = TrainingReport.html(trained.training(), Map.of("windows", "5"));
        Files.writeString(page, html);
        assertThat(html).contains("default-src 'none'").doesNotContain("<script");

        try (Chromium browser = Chromium.start(folder.resolve("profile"))) {
            browser.check(page, "training");
            assertThat(browser.evaluate("getComputedStyle(document.querySelector('figure > svg')).display")
                            .asText())
                    .as("the styles are allowed")
                    .isEqualTo("block");
        }
    }
}
