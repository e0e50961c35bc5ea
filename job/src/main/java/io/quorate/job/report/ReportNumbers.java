package io.quorate.job.report;

import io.quorate.performance.Figure;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as pages show them; a dash where there is none. */
public final class ReportNumbers {
    private ReportNumbers() {}

    public static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.2f %%", 100 * share) : "-";
    }

    public static String percent(@Nullable Figure figure) {
        return figure == null ? "-" : percent(figure.value());
    }

    /** Three decimals, for ratios and probabilities. */
    public static String ratio(@Nullable Figure figure) {
        return figure == null || !figure.defined() ? "-" : String.format(Locale.ROOT, "%.3f", figure.value());
    }

    /** Five digits, whatever the number is. */
    public static String number(@Nullable Figure figure) {
        return figure == null ? "-" : PlotNumbers.text(figure.value());
    }

    /** Five digits, whatever the number is. */
    public static String number(double value) {
        return PlotNumbers.text(value);
    }

    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
