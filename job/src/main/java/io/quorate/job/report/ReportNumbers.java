package io.quorate.job.report;

import io.quorate.performance.Figure;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as pages show them; a dash where there is none. */
final class ReportNumbers {
    private ReportNumbers() {}

    static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.2f %%", 100 * share) : "-";
    }

    static String percent(@Nullable Figure figure) {
        return figure == null ? "-" : percent(figure.value());
    }

    /** Three decimals, for ratios and probabilities. */
    static String ratio(@Nullable Figure figure) {
        return figure == null || !figure.defined() ? "-" : String.format(Locale.ROOT, "%.3f", figure.value());
    }

    /** Five digits, whatever the number is. */
    static String number(@Nullable Figure figure) {
        return figure == null ? "-" : PlotNumbers.text(figure.value());
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
