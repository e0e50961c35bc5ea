package io.quorate.job.report;

import io.quorate.performance.Figure;
import java.util.LinkedHashMap;
import java.util.Map;

/** Figures as JSON: each by its name, undefined ones null, and their reasons under {@code undefined}. */
public final class FigureJson {
    private static final double LARGEST_WHOLE = 1L << 53;

    private FigureJson() {}

    /** The figures and the map of reasons, which is empty when all are defined. */
    public static Map<String, Object> of(Map<String, Figure> figures) {
        Map<String, Object> fields = new LinkedHashMap<>();
        Map<String, String> reasons = new LinkedHashMap<>();
        figures.forEach((name, figure) -> {
            String reason = figure.undefined();
            fields.put(name, reason == null ? number(figure.value()) : null);
            if (reason != null) {
                reasons.put(name, reason);
            }
        });
        fields.put("undefined", reasons);
        return fields;
    }

    /** Whole numbers without a decimal point. */
    private static Number number(double value) {
        return value == StrictMath.rint(value) && Math.abs(value) < LARGEST_WHOLE
                ? (Number) Long.valueOf((long) value)
                : Double.valueOf(value);
    }
}
