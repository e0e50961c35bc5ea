package io.quorate.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser; skipped where none is installed. */
class PlotPageBrowserTest {
    @TempDir
    private Path folder;

    @Test
    void plotsAreDrawnOnATelephoneInTheLightAndInTheDark() throws IOException, InterruptedException {
        Path page = folder.resolve("page.html");
        ExamplePage.builder().write(page);
        try (Chromium browser = Chromium.start(folder.resolve("profile"))) {
            browser.check(page, "plots");
            assertThat(browser.evaluate("document.querySelectorAll('.plot[data-drawn]').length")
                            .asInt())
                    .isEqualTo(8);
            assertThat(browser.evaluate("document.querySelectorAll('b[onload]').length")
                            .asInt())
                    .as("markup stays text")
                    .isZero();
            String dark = colours(browser);
            browser.dark(false);
            Awaitility.await("colours of text and lines")
                    .untilAsserted(() -> assertThat(colours(browser)).isNotEqualTo(dark));
            browser.width(390);
            Awaitility.await("plots as wide as their places")
                    .untilAsserted(() -> assertThat(browser.evaluate("[...document.querySelectorAll('.plot[role=img]')]"
                                            + ".every(p => p.querySelector('svg.main-svg').clientWidth === p.clientWidth"
                                            + " && p.clientWidth <= 390)")
                                    .asBoolean())
                            .isTrue());
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static String colours(Chromium browser) {
        return browser.evaluate("getComputedStyle(document.querySelector('#line .xtick text')).fill"
                        + " + getComputedStyle(document.querySelector('#line .scatterlayer path.js-line')).stroke")
                .asText();
    }
}
