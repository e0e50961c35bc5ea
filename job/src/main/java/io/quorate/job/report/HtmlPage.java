package io.quorate.job.report;

import java.util.List;

/** A page under construction: sections of text, tables and charts, readable on a telephone and in the dark. */
final class HtmlPage {
    private static final String STYLE = """
            :root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--soft:#5a6470;--line:#d9dee4;--band:#f3f5f8;
            --c0:#0072b2;--c1:#d55e00;--c2:#00875f;--c3:#b4588f;--c4:#1b1f24}
            @media(prefers-color-scheme:dark){:root{--paper:#14171a;--ink:#e6e9ec;--soft:#9aa5b1;--line:#343b43;
            --band:#1e2328;--c0:#5ab4f0;--c1:#ff9448;--c2:#3fd0a0;--c3:#e79cc8;--c4:#fff}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
            main{max-width:1080px;margin:0 auto;padding:20px 16px 48px}
            h1{font-size:24px;line-height:1.25;margin:0 0 4px;overflow-wrap:anywhere}
            h2{font-size:17px;margin:36px 0 8px}
            p{margin:4px 0 12px;max-width:72ch}
            .soft,figcaption,th{color:var(--soft)}
            .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(128px,1fr));gap:10px;margin:16px 0}
            .tile{background:var(--band);border-radius:8px;padding:10px 12px}
            .tile b{display:block;font-size:22px;font-variant-numeric:tabular-nums}
            .grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,400px),1fr));gap:20px 28px}
            figure{margin:0;min-width:0}
            figcaption{font-size:13px}
            svg{display:block;width:100%;height:auto}
            svg text{font:11px system-ui,sans-serif;fill:var(--soft)}
            svg .axis{stroke:var(--line);fill:none}
            svg .guide{stroke:var(--soft);stroke-dasharray:3 3;fill:none}
            svg .band{fill:var(--band)}
            svg .c0{stroke:var(--c0)}svg .c1{stroke:var(--c1)}svg .c2{stroke:var(--c2)}
            svg .c3{stroke:var(--c3)}svg .c4{stroke:var(--c4);stroke-width:2.5}
            svg polyline{fill:none;stroke-width:1.5;stroke-linejoin:round}
            svg .f0{fill:var(--c0)}svg .f1{fill:var(--c1)}svg .f4{fill:var(--c4)}
            .legend{display:flex;flex-wrap:wrap;gap:2px 14px;font-size:13px;margin:2px 0}
            .legend i{display:inline-block;width:16px;height:3px;margin-right:5px;vertical-align:middle}
            .legend .c0{background:var(--c0)}.legend .c1{background:var(--c1)}.legend .c2{background:var(--c2)}
            .legend .c3{background:var(--c3)}.legend .c4{background:var(--c4)}
            .scroll{overflow-x:auto}
            table{border-collapse:collapse;font-size:14px;font-variant-numeric:tabular-nums;white-space:nowrap}
            th,td{text-align:right;padding:4px 12px 4px 0;border-bottom:1px solid var(--line);font-weight:400}
            th:first-child,td:first-child,.left td,.left th{text-align:left}
            .left td+td{white-space:normal;overflow-wrap:anywhere}
            .pairs th:nth-child(2),.pairs td:nth-child(2){text-align:left}
            tr.strong td{font-weight:600}
            summary{cursor:pointer;color:var(--soft)}
            """;

    private final StringBuilder body = new StringBuilder();
    private final String title;

    HtmlPage(String title) {
        this.title = title;
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
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
        StringBuilder html = new StringBuilder("<div class=\"scroll\"><table class=\"" + style + "\"><thead><tr>");
        header.forEach(cell -> html.append("<th>").append(escaped(cell)).append("</th>"));
        html.append("</tr></thead><tbody>");
        for (List<String> row : rows) {
            html.append(row.contains(strong) ? "<tr class=\"strong\">" : "<tr>");
            row.forEach(cell -> html.append("<td>").append(escaped(cell)).append("</td>"));
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>").toString();
    }

    /** The whole document. */
    String html() {
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>" + escaped(title)
                + "</title>\n<style>\n" + STYLE + "</style></head>\n<body><main>\n" + body
                + "</main></body></html>\n";
    }
}
