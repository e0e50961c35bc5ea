package io.quorate.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser; skipped where none is installed. */
class PlotPageBrowserTest {
    /** Left for people to look at. */
    private static final Path PICTURES = Path.of("target", "report-pages");

    @TempDir
    private Path folder;

    @Test
    void plotsAreDrawnOnATelephoneInTheLightAndInTheDark() throws IOException, InterruptedException {
        Path page = folder.resolve("page.html");
        ExamplePage.builder().write(page);
        try (Chromium browser = Chromium.start(folder.resolve("profile"))) {
            for (int widthPx : new int[] {390, 1280}) {
                browser.open(page, widthPx, false);
                browser.picture(Files.createDirectories(PICTURES).resolve("plots-light-" + widthPx + ".png"));
                assertThat(browser.complaints()).as("console").isEmpty();
                assertThat(browser.requests()).containsExactly(page.toUri().toString());
                assertThat(browser.evaluate("document.querySelectorAll('.plot[data-drawn] svg.main-svg').length")
                                .asInt())
                        .isGreaterThanOrEqualTo(8);
                assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                        .as("no scrolling sideways")
                        .isLessThanOrEqualTo(widthPx);
                assertThat(browser.evaluate("document.querySelectorAll('b[onload]').length").asInt())
                        .as("markup stays text")
                        .isZero();
            }
            String light = colours(browser);
            browser.dark(true);
            Awaitility.await("colours of text and lines")
                    .untilAsserted(() -> assertThat(colours(browser)).isNotEqualTo(light));
            browser.picture(Files.createDirectories(PICTURES).resolve("plots-dark-1280.png"));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static String colours(Chromium browser) {
        return browser.evaluate("getComputedStyle(document.querySelector('#line .xtick text')).fill"
                        + " + getComputedStyle(document.querySelector('#line .scatterlayer path.js-line')).stroke")
                .asText();
    }
}
