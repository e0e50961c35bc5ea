package io.quorate.job.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;

/** A chart as inline SVG, in the colours of the page. Coordinates are data; NaN is a gap. */
final class SvgChart {
    private static final int WIDTH = 420;
    private static final int HEIGHT = 280;
    private static final int LEFT = 48;
    private static final int RIGHT = 10;
    private static final int TOP = 8;
    private static final int BOTTOM = 34;
    private static final int TICKS = 5;

    private final double fromX;
    private final double toX;
    private final double fromY;
    private final double toY;
    private final StringBuilder svg = new StringBuilder();

    /** A chart of a range of the plane. */
    SvgChart(String description, double fromX, double toX, double fromY, double toY) {
        this.fromX = fromX;
        this.toX = toX > fromX ? toX : fromX + 1;
        this.fromY = fromY;
        this.toY = toY > fromY ? toY : fromY + 1;
        svg.append(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
                WIDTH,
                HEIGHT,
                HtmlPage.escaped(description)));
    }

    /** Axes with numbers, and what they mean. */
    SvgChart axes(String nameX, String nameY) {
        for (int i = 0; i <= TICKS; i++) {
            double x = fromX + (toX - fromX) * i / TICKS;
            label(x(x), HEIGHT - BOTTOM + 14, "middle", tick(x, toX - fromX));
        }
        return axisY(nameY).named(nameX);
    }

    /** Axes of which the first is event time. */
    SvgChart timeAxes(String nameY) {
        int ticks = 2;
        for (int i = 0; i <= ticks; i++) {
            double x = fromX + (toX - fromX) * i / ticks;
            String date = Instant.ofEpochMilli((long) x)
                    .atOffset(ZoneOffset.UTC)
                    .toLocalDate()
                    .toString();
            label(x(x), HEIGHT - BOTTOM + 14, i == 0 ? "start" : i == ticks ? "end" : "middle", date);
        }
        return axisY(nameY).named("event time, UTC");
    }

    private SvgChart axisY(String name) {
        for (int i = 0; i <= TICKS; i++) {
            double y = fromY + (toY - fromY) * i / TICKS;
            line("axis", LEFT, y(y), WIDTH - RIGHT, y(y));
            label(LEFT - 5, y(y) + 4, "end", tick(y, toY - fromY));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<text transform=\"translate(10 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
                (HEIGHT - BOTTOM + TOP) / 2,
                HtmlPage.escaped(name)));
        return this;
    }

    private SvgChart named(String nameX) {
        label((WIDTH + LEFT - RIGHT) / 2.0, HEIGHT - 4, "middle", nameX);
        return this;
    }

    /** A thin dashed line for comparison. */
    SvgChart guide(double x0, double y0, double x1, double y1) {
        line("guide", x(x0), y(y0), x(x1), y(y1));
        return this;
    }

    /** A name at the upper end of the chart. */
    SvgChart note(double x, String name) {
        label(x(x) + 3, TOP + 12, "start", name);
        return this;
    }

    /** A shaded stretch of the first axis. */
    SvgChart band(double from, double to) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"band\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                x(from),
                TOP,
                x(to) - x(from),
                HEIGHT - TOP - BOTTOM));
        return this;
    }

    /** A line through points in the colour of that number. */
    SvgChart line(int colour, double[] xs, double[] ys) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i <= xs.length; i++) {
            if (i < xs.length && !Double.isNaN(xs[i]) && !Double.isNaN(ys[i])) {
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(xs[i]), y(ys[i])));
            } else if (points.length() > 0) {
                svg.append("<polyline class=\"c").append(colour).append("\" points=\"");
                svg.append(points.toString().strip()).append("\"/>");
                points.setLength(0);
            }
        }
        return this;
    }

    /** A dot whose area tells a share. */
    SvgChart dot(int colour, double x, double y, double share) {
        svg.append(String.format(
                Locale.ROOT,
                "<circle class=\"f%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>",
                colour,
                x(x),
                y(y),
                2 + 8 * StrictMath.sqrt(share)));
        return this;
    }

    String svg() {
        return svg + "</svg>";
    }

    /** Bars lying under each other, with names before and numbers behind them; below 0 they have no length. */
    static String bars(String description, String[] names, double[] values) {
        int row = 17;
        int height = row * names.length + 4;
        double most = 0;
        for (double value : values) {
            most = Math.max(most, value);
        }
        StringBuilder bars = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
                WIDTH,
                height,
                HtmlPage.escaped(description)));
        for (int i = 0; i < names.length; i++) {
            double length = most > 0 ? 220 * Math.max(0, values[i]) / most : 0;
            bars.append(String.format(
                    Locale.ROOT,
                    "<text x=\"124\" y=\"%d\" text-anchor=\"end\">%s</text><rect class=\"f0\" x=\"130\" y=\"%d\""
                            + " width=\"%.1f\" height=\"%d\"/><text x=\"%.1f\" y=\"%d\">%.4f</text>",
                    row * i + 13,
                    HtmlPage.escaped(names[i]),
                    row * i + 3,
                    length,
                    row - 5,
                    136 + length,
                    row * i + 13,
                    values[i]));
        }
        return bars + "</svg>";
    }

    private void line(String style, double x0, double y0, double x1, double y1) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                style,
                x0,
                y0,
                x1,
                y1));
    }

    private void label(double x, double y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                x,
                y,
                anchor,
                HtmlPage.escaped(text)));
    }

    private static String tick(double value, double span) {
        return String.format(Locale.ROOT, span >= 1 ? "%.1f" : span >= 0.1 ? "%.2f" : "%.3f", value);
    }

    private double x(double x) {
        return LEFT + (WIDTH - LEFT - RIGHT) * (x - fromX) / (toX - fromX);
    }

    private double y(double y) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (y - fromY) / (toY - fromY);
    }
}
