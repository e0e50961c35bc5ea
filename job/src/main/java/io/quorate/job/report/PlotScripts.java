package io.quorate.job.report;

import com.fasterxml.jackson.databind.node.ArrayNode;

/** Scripts of a page with plots: plotly, packed; the plots as data; what unpacks the one and draws the others. */
final class PlotScripts {
    private static final String STYLE = PageResource.text("plots.css");
    private static final String DRAW = PageResource.text("plots.js");

    private final PlotlyLibrary library;
    private final ArrayNode plots;

    /**
     * Scripts of plots.
     *
     * @param plots objects of id, data and layout
     */
    PlotScripts(PlotlyLibrary library, ArrayNode plots) {
        this.library = library;
        this.plots = plots;
    }

    String style() {
        return STYLE;
    }

    /** Digests of the scripts that may run. */
    String allowed() {
        return "'" + PageResource.digest(DRAW) + "' '" + library.digest() + "'";
    }

    String html() {
        return "<!--\n" + library.licence().replace("--", "- -") + "-->\n"
                + "<script type=\"text/plain\" id=\"plotly\" data-bytes=\"" + library.size() + "\">" + library.packed()
                + "</script>\n<script type=\"application/json\" id=\"plots\">" + inScript(plots.toString())
                + "</script>\n<script>" + DRAW + "</script>\n";
    }

    /** JSON that cannot end the script it stands in. */
    private static String inScript(String json) {
        return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }
}
