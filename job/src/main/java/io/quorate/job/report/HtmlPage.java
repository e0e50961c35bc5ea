package io.quorate.job.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A page under construction: sections of text, tables and charts, readable on a telephone and in the dark. */
final class HtmlPage {
    private static final String STYLE = PageResource.text("page.css");

    private final StringBuilder body = new StringBuilder();
    private final String title;
    private @Nullable PlotScripts scripts;

    HtmlPage(String title) {
        this.title = title;
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Adds markup as it is. */
    HtmlPage raw(String html) {
        body.append(html).append('\n');
        return this;
    }

    HtmlPage heading(String text) {
        return raw("<h2>" + escaped(text) + "</h2>");
    }

    HtmlPage text(String text) {
        return raw("<p>" + escaped(text) + "</p>");
    }

    HtmlPage softText(String text) {
        return raw("<p class=\"soft\">" + escaped(text) + "</p>");
    }

    /** A chart with what it shows. */
    static String figure(String caption, String legend, String svg) {
        return "<figure><figcaption>" + escaped(caption) + "</figcaption>" + legend + svg + "</figure>";
    }

    /** Names in the colours of {@link SvgChart}. */
    static String legend(List<String> names, int... colours) {
        StringBuilder legend = new StringBuilder("<div class=\"legend\">");
        for (int i = 0; i < names.size(); i++) {
            legend.append("<span><i class=\"c").append(colours[i]).append("\"></i>");
            legend.append(escaped(names.get(i))).append("</span>");
        }
        return legend.append("</div>").toString();
    }

    /**
     * A table.
     *
     * @param style class of the table, empty for numbers
     * @param strong first cell of rows to stress
     */
    static String table(String style, List<String> header, List<List<String>> rows, String strong) {
        StringBuilder html = new StringBuilder(tableHead(style, header));
        for (List<String> row : rows) {
            html.append(row.contains(strong) ? "<tr class=\"strong\">" : "<tr>");
            row.forEach(cell -> html.append("<td>").append(escaped(cell)).append("</td>"));
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>").toString();
    }

    /**
     * A table whose cells, but the first of a row, are coloured by their sign.
     */
    static String gains(List<String> header, List<List<String>> rows) {
        StringBuilder html = new StringBuilder(tableHead("", header));
        for (List<String> row : rows) {
            html.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                html.append(i == 0 ? "<td>" : "<td" + sign(row.get(i)) + ">");
                html.append(escaped(row.get(i))).append("</td>");
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>").toString();
    }

    private static String sign(String number) {
        if (!number.matches("[-+]?[0-9].*") || number.matches("[-+]?[0., ]+%?")) {
            return "";
        }
        return number.startsWith("-") ? " class=\"down\"" : " class=\"up\"";
    }

    /** Something that is closed until somebody opens it. */
    static String details(String summary, String html) {
        return "<details><summary>" + escaped(summary) + "</summary>" + html + "</details>";
    }

    /** Tiles of a name and a figure each. */
    static String tiles(Map<String, String> figures) {
        StringBuilder tiles = new StringBuilder("<div class=\"tiles\">");
        figures.forEach((name, figure) -> tiles.append("<div class=\"tile\"><span class=\"soft\">")
                .append(escaped(name))
                .append("</span><b>")
                .append(escaped(figure))
                .append("</b></div>"));
        return tiles.append("</div>").toString();
    }

    /** Lets the page draw plots. */
    HtmlPage scripts(PlotScripts scripts) {
        this.scripts = scripts;
        return this;
    }

    private static String tableHead(String style, List<String> header) {
        // A box that scrolls can be reached by keyboard.
        StringBuilder html = new StringBuilder("<div class=\"scroll\" tabindex=\"0\"><table");
        html.append(style.isEmpty() ? "" : " class=\"" + style + "\"").append("><thead><tr>");
        header.forEach(
                cell -> html.append("<th scope=\"col\">").append(escaped(cell)).append("</th>"));
        return html.append("</tr></thead><tbody>").toString();
    }

    /** The whole document. It may ask nothing of anybody: no address is allowed, and of scripts only those named by digest. */
    String html() {
        String style = scripts == null ? STYLE : STYLE + scripts.style();
        String allowed = scripts == null
                ? "style-src '" + PageResource.digest(style) + "'"
                : "style-src 'unsafe-inline'; script-src " + scripts.allowed();
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data: blob:; "
                + allowed + "; base-uri 'none'; form-action 'none'\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                + "<link rel=\"icon\" href=\"data:,\"><title>" + escaped(title) + "</title>\n<style>" + style
                + "</style></head>\n<body><main>\n" + body + "</main>\n" + (scripts == null ? "" : scripts.html())
                + "</body></html>\n";
    }
}
