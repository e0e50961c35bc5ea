package io.quorate.job.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.job.fault.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotPageTest {
    @TempDir
    private Path folder;

    @Test
    void equalContentsGiveEqualBytes() {
        assertThat(ExamplePage.builder().build().html())
                .isEqualTo(ExamplePage.builder().build().html());
    }

    @Test
    void textIsNeverMarkup() {
        String html = ExamplePage.builder().build().html();

        assertThat(html).doesNotContain("<b onload").contains("&lt;/script&gt;&lt;b onload=&#39;x&#39;&gt;");
        assertThat(html.split("</script>", -1)).as("ends of scripts").hasSize(4);
    }

    @Test
    void nothingIsAskedOfAnybody() {
        String html = ExamplePage.builder().build().html();
        String markup = html.substring(0, html.indexOf("<!--\nplotly.js")) + html.substring(html.indexOf("\"plots\""));

        assertThat(markup).doesNotContainPattern("(src|href)=\"(?!data:)").doesNotContain("@import", "url(");
        assertThat(html).contains("default-src 'none'").doesNotContain("unsafe-eval");
        assertThat(html.length()).isLessThan(4_000_000);
    }

    @Test
    void theDrawingScriptIsTheOneThatIsAllowed() {
        String html = ExamplePage.builder().build().html();
        Matcher script =
                Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL).matcher(html);

        assertThat(script.find()).isTrue();
        assertThat(html).contains("'" + PageResource.digest(script.group(1)) + "'");
    }

    @Test
    void numbersThatAreNotFiniteAreGaps() throws IOException {
        JsonNode plots = plots(ExamplePage.builder().build().html());

        assertThat(plots.path(1).path("data").path(0).path("y").toString()).isEqualTo("[1,null,-3]");
        assertThat(plots.toString()).doesNotContain("NaN", "Infinity");
    }

    @Test
    void aLongLineKeepsItsExtremesAndSaysWhatItLeftOut() throws IOException {
        double[] y = new double[100_000];
        y[12_345] = 9;
        y[54_321] = -9;
        y[70_000] = Double.NaN;
        Plot plot = Plot.builder("A line.")
                .axes("x", "y")
                .line("long", new double[100_000], y)
                .build();

        JsonNode drawn = plot.traces().path(0).path("y");
        assertThat(drawn.size()).isBetween(1_000, Thinning.MOST);
        assertThat(drawn.toString()).contains("9").contains("-9").contains("null");
        assertThat(plot.notes()).singleElement().asString().contains("100,000 points");
    }

    @Test
    void fewFiguresAreAlsoATable() {
        String html = ExamplePage.builder().build().html();

        assertThat(html).contains("<td>LOW_CONFIDENCE</td><td>9000</td>").contains("<th scope=\"col\">reason</th>");
    }

    @Test
    void withoutPlotlyThePlotsAreTables() {
        String html = new PlotPage.Builder("title", null)
                .plot("bars", "Bars", ExamplePage.bars())
                .build()
                .html();

        assertThat(html)
                .contains("plotly is not on the classpath", "<td>-3</td>")
                .doesNotContain("<script");
    }

    @Test
    void anIdIsUsedOnce() {
        PlotPage.Builder page = PlotPage.builder("title").plot("one", "", ExamplePage.bars());

        assertThatThrownBy(() -> page.plot("one", "", ExamplePage.bars())).hasMessageContaining("was one");
        assertThatThrownBy(() -> page.plot("a b", "", ExamplePage.bars())).hasMessageContaining("was a b");
    }

    @Test
    void aPageThatCannotBeWrittenIsAUserError() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> PlotPage.builder("title").write(file.resolve("report.html")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("expected to write");
    }

    @Test
    void aWrittenPageIsWhole() throws IOException {
        Path file = folder.resolve("new").resolve("report.html");
        PlotPage.builder("title").write(file);

        assertThat(Files.readString(file)).endsWith("</html>\n");
        assertThat(file.resolveSibling("report.html.part")).doesNotExist();
    }

    @Test
    void pricesKeepTheirExtremesInBoundedMemory() {
        PriceLine line = new PriceLine();
        for (int i = 0; i < 100_000; i++) {
            line.add(i, i == 77_777 ? 1e6 : i == 3 ? -1 : 100 + i % 7);
        }

        assertThat(line.prices()).hasSizeLessThanOrEqualTo(Thinning.MOST).contains(1e6, -1.0);
        assertThat(line.timesMs()).hasSameSizeAs(line.prices()).isSorted();
        assertThat(line.count()).isEqualTo(100_000);
    }

    private static JsonNode plots(String html) throws IOException {
        String from = "id=\"plots\">";
        int at = html.indexOf(from) + from.length();
        return new ObjectMapper().readTree(html.substring(at, html.indexOf("</script>", at)));
    }

    @Test
    void theTableOfAPlotHasARowForEachPlace() {
        PlotTable table = new PlotTable();
        table.along("place");
        table.add("a", List.of("x", "y"), List.of("1", "2"));
        table.add("b", List.of("y", "z"), List.of("3", "4"));

        assertThat(table.columns()).containsExactly("place", "a", "b");
        assertThat(table.rows())
                .containsExactly(List.of("x", "1", "-"), List.of("y", "2", "3"), List.of("z", "-", "4"));
    }
}
