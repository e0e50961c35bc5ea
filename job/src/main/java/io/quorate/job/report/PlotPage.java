package io.quorate.job.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quorate.job.files.WholeFile;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A report as one HTML file that needs nothing else: plots, tables and text, on a telephone and in the dark. Equal contents
 * give equal bytes. All text is escaped. Without plotly on the classpath the plots are tables and descriptions.
 */
public final class PlotPage {
    private final String html;

    private PlotPage(String html) {
        this.html = html;
    }

    public static Builder builder(String title) {
        return new Builder(title, PlotlyLibrary.onClasspath());
    }

    public String html() {
        return html;
    }

    /** Writes the page; the file appears under its name when it is whole. Throws UserError when the disk refuses. */
    public void write(Path file) {
        WholeFile.write(file, html);
    }

    /** A page under construction, from top to bottom. */
    public static final class Builder {
        private final HtmlPage page;
        private final @Nullable PlotlyLibrary library;
        private final ArrayNode plots = PlotNumbers.array();
        private final Set<String> ids = new HashSet<>(Set.of("plots", "plotly"));

        Builder(String title, @Nullable PlotlyLibrary library) {
            this.page = new HtmlPage(title);
            this.library = library;
            page.raw("<h1>" + HtmlPage.escaped(title) + "</h1>");
        }

        /** What the page is about, below its title. */
        public Builder lead(String text) {
            page.softText(text);
            return this;
        }

        public Builder heading(String text) {
            page.heading(text);
            return this;
        }

        public Builder text(String text) {
            page.text(text);
            return this;
        }

        /** Text of less weight, how to read what follows say. */
        public Builder note(String text) {
            page.softText(text);
            return this;
        }

        /** Figures by name, in large letters; no heading when it is empty. */
        public Builder figures(String heading, LinkedHashMap<String, String> figures) {
            head(heading);
            page.raw(HtmlPage.tiles(figures));
            return this;
        }

        /** A table; numbers are at the right, the first column is at the left. */
        public Builder table(String heading, List<String> columns, List<List<String>> rows) {
            head(heading);
            page.raw(HtmlPage.table("", columns, rows, ""));
            return this;
        }

        /** A table of names and texts that may be long. */
        public Builder texts(String heading, List<String> columns, List<List<String>> rows) {
            head(heading);
            page.raw(HtmlPage.table("left", columns, rows, ""));
            return this;
        }

        /** A table of which gains are in one colour and losses in another, by their sign. */
        public Builder gains(String heading, List<String> columns, List<List<String>> rows) {
            head(heading);
            page.raw(HtmlPage.gains(columns, rows));
            return this;
        }

        /** A table that is closed until somebody opens it. */
        public Builder details(String summary, List<String> columns, List<List<String>> rows) {
            page.raw(HtmlPage.details(summary, HtmlPage.table("", columns, rows, "")));
            return this;
        }

        /**
         * A plot. The id is part of the page's address: letters, digits and hyphens, once in a page. A plot without series
         * says that there is nothing to show.
         */
        public Builder plot(String id, String heading, Plot plot) {
            if (!id.matches("[A-Za-z][A-Za-z0-9-]*") || !ids.add(id)) {
                throw new IllegalArgumentException("expected an id that is a word of its own, was " + id);
            }
            head(heading);
            page.raw("<figure>" + place(id, plot) + "<figcaption>" + caption(plot) + "</figcaption>" + table(plot)
                    + "</figure>");
            return this;
        }

        public PlotPage build() {
            if (library != null && !plots.isEmpty()) {
                page.scripts(new PlotScripts(library, plots));
            }
            return new PlotPage(page.html());
        }

        /** Builds the page and writes it, as {@link PlotPage#write}. */
        public void write(Path file) {
            build().write(file);
        }

        private void head(String heading) {
            if (!heading.isEmpty()) {
                page.heading(heading);
            }
        }

        private String place(String id, Plot plot) {
            if (plot.empty() || library == null) {
                return "<div class=\"plot empty\" id=\"" + id + "\">"
                        + (plot.empty() ? "Nothing to show." : "Not drawn: plotly is not on the classpath.")
                        + "</div>";
            }
            ObjectNode node = plots.addObject().put("id", id);
            node.set("data", plot.traces());
            node.set("layout", plot.layout());
            return "<div class=\"plot\" id=\"" + id + "\" style=\"height:" + plot.heightPx()
                    + "px\" role=\"img\" aria-label=\"" + HtmlPage.escaped(plot.description())
                    + "\"><noscript>Drawn by a script.</noscript></div>";
        }

        private static String caption(Plot plot) {
            StringBuilder caption = new StringBuilder(HtmlPage.escaped(plot.description()));
            plot.notes().forEach(note -> caption.append(' ').append(HtmlPage.escaped(note)));
            return caption.toString();
        }

        private static String table(Plot plot) {
            if (!plot.table().shown()) {
                return "";
            }
            return HtmlPage.details(
                    "Figures",
                    HtmlPage.table("", plot.table().columns(), plot.table().rows(), ""));
        }
    }
}
