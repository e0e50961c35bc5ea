package io.quorate.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The figure in the documents is what the code draws; {@code -Dquorate.figures=write} draws it anew. */
class NoisyMemberFigureTest {

    private static final Path FIGURE = Path.of("..", "docs", "figures", "weights-noise.svg");
    private static final String[] COLOURS = {"#1b6ca8", "#c0392b", "#3c8d5a", "#8e6bbf"};
    private static final int WIDTH = 720;
    private static final int HEIGHT = 300;
    private static final int LEFT = 50;
    private static final int BOTTOM = 250;
    private static final double GREATEST = 0.35;

    @Test
    void theFigureIsUpToDate() throws IOException {
        String drawn = draw();
        if ("write".equals(System.getProperty("quorate.figures"))) {
            Files.createDirectories(FIGURE.getParent());
            Files.writeString(FIGURE, drawn);
        }
        assertThat(Files.readString(FIGURE))
                .as("draw it with -Dquorate.figures=write")
                .isEqualTo(drawn);
    }

    private static String draw() {
        List<double[]> weights = NoisyMember.weights(new WeightsRule(WeightsRule.Mode.SKILL, 0.95, 0.05), 1);
        int half = NoisyMember.halfLife(weights);
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">%n",
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT));
        out.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        for (double w : new double[] {0, 0.05, 0.1, 0.2, 0.3}) {
            line(out, x(0), y(w), x(NoisyMember.WINDOWS), y(w), w == 0.05 ? "#999999" : "#e4e4e4");
            text(out, LEFT - 8, y(w) + 4, "end", w == 0.05 ? "floor .05" : String.format(Locale.ROOT, "%.1f", w));
        }
        line(out, x(NoisyMember.NOISE_FROM), y(0), x(NoisyMember.NOISE_FROM), y(GREATEST), "#999999");
        text(out, x(NoisyMember.NOISE_FROM) + 4, y(GREATEST) + 12, "start", "member 2 turns to noise");
        int halved = NoisyMember.NOISE_FROM + half;
        line(out, x(halved), y(0), x(halved), y(GREATEST) + 24, "#c0392b");
        text(out, x(halved) + 4, y(GREATEST) + 36, "start", "half its weight after " + half + " updates");
        for (int m = 0; m < COLOURS.length; m++) {
            out.append("<polyline fill=\"none\" stroke-width=\"1.5\" stroke=\"")
                    .append(COLOURS[m])
                    .append("\" points=\"");
            for (int window = 0; window < weights.size(); window++) {
                out.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(window + 1), y(weights.get(window)[m])));
            }
            out.append("\"/>\n");
        }
        text(out, WIDTH / 2.0, HEIGHT - 12, "middle", "updates (windows with credits)");
        return out.append("</svg>\n").toString().replace("\r\n", "\n");
    }

    private static double x(int window) {
        return LEFT + 10 + window * (WIDTH - LEFT - 30) / (double) NoisyMember.WINDOWS;
    }

    private static double y(double weight) {
        return BOTTOM - weight / GREATEST * (BOTTOM - 20);
    }

    private static void line(StringBuilder out, double x1, double y1, double x2, double y2, String colour) {
        out.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>\n",
                x1,
                y1,
                x2,
                y2,
                colour));
    }

    private static void text(StringBuilder out, double x, double y, String anchor, String text) {
        out.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", x, y, anchor, text));
    }
}
