package io.quorate.job.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Numbers and texts of plots: seven digits, no exponent of the platform's choosing, a gap where a number is not finite. */
final class PlotNumbers {
    private static final MathContext DIGITS = new MathContext(7);
    private static final double MOST_WHOLE = 1e15;

    private PlotNumbers() {}

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static ArrayNode of(double[] values, int[] kept) {
        ArrayNode node = array();
        for (int i : kept) {
            add(node, values[i]);
        }
        return node;
    }

    static ArrayNode of(double[] values) {
        ArrayNode node = array();
        for (double value : values) {
            add(node, value);
        }
        return node;
    }

    static ArrayNode of(long[] values, int[] kept) {
        ArrayNode node = array();
        for (int i : kept) {
            node.add(values[i]);
        }
        return node;
    }

    static void add(ArrayNode node, double value) {
        if (Double.isFinite(value)) {
            node.add(rounded(value));
        } else {
            node.addNull();
        }
    }

    /** Texts as plotly shows them literally: it takes some tags and links for markup. */
    static ArrayNode texts(List<String> texts) {
        ArrayNode node = array();
        texts.forEach(text -> node.add(literal(text)));
        return node;
    }

    /** A text that plotly shows as it is. */
    static String literal(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Seven digits; whole numbers, times in ms among them, keep all of theirs. */
    static BigDecimal rounded(double value) {
        if (value == Math.rint(value) && Math.abs(value) < MOST_WHOLE) {
            return BigDecimal.valueOf((long) value);
        }
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    }

    /** For tables: five digits. */
    static String text(double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        BigDecimal five = value == 0 ? BigDecimal.ZERO : new BigDecimal(value).round(new MathContext(5));
        return (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e12) || value == 0
                ? five.stripTrailingZeros().toPlainString()
                : five.stripTrailingZeros().toString();
    }
}
