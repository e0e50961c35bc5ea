package io.quorate.quality;

import io.quorate.schema.model.ReferenceColumn;
import io.quorate.schema.model.ReferenceProfile;
import io.quorate.schema.quality.DriftFigures;
import io.quorate.schema.quality.QualityChange;
import io.quorate.schema.quality.QualityLevel;
import io.quorate.schema.quality.QualityReason;
import io.quorate.schema.state.FeatureCounts;
import io.quorate.schema.state.QualityState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Says for each column of a window whether it drifts.
 *
 * <p>A test is believed by {@link FalseDiscovery} over the features with a share of {@value #SHARE}. WARNING: PSI believed
 * and 0.1 above what is expected without drift, or KS believed. ALARM: PSI believed and 0.25 above, or KS believed and PSI
 * 0.1 above, or a share of missing values 0.1 off. An alarm of a feature stays until two windows in a row are quiet.
 * Outputs of members follow their inputs: they warn and never alarm. Fewer than {@value #LEAST_SAMPLES} samples say
 * nothing.
 */
final class DriftMonitor {

    static final double SHARE = 0.001;
    static final int LEAST_SAMPLES = 100;

    private static final double SMALL = 0.1;
    private static final double LARGE = 0.25;
    private static final double MISSING = 0.1;

    /** Square of the deviation of a share, in standard errors, beyond which it is no chance. */
    private static final double MISSING_SIGMAS_SQUARED = 30;

    private static final int QUIET_TO_CLEAR = 2;
    private static final int SLOTS = ReferenceColumn.MAX_BINS + 1;

    private DriftMonitor() {}

    /** What one column gave. */
    record Verdict(
            ReferenceColumn column,
            QualityLevel level,
            QualityChange change,
            QualityReason reason,
            DriftFigures figures) {}

    /** Verdicts of all columns in their order; moves the alarms of the features. */
    static List<Verdict> judge(ReferenceProfile reference, FeatureCounts counts, QualityState state) {
        List<ReferenceColumn> columns = reference.columns();
        DriftFigures[] figures = new DriftFigures[columns.size()];
        for (int c = 0; c < figures.length; c++) {
            figures[c] = figures(columns.get(c), counts, c);
        }
        int features = reference.features().size();
        if (state.drifting.length != features) {
            state.drifting = new boolean[features];
            state.quietWindows = new int[features];
        }
        boolean enough = counts.samples >= LEAST_SAMPLES;
        Believed inputs = Believed.of(figures, 0, features);
        Believed outputs = Believed.of(figures, features, figures.length);
        List<Verdict> verdicts = new ArrayList<>();
        for (int c = 0; c < figures.length; c++) {
            ReferenceColumn column = columns.get(c);
            boolean isFeature = c < features;
            QualityReason reason = enough ? QualityReason.NONE : QualityReason.FEW_SAMPLES;
            QualityLevel level = enough ? QualityLevel.QUIET : QualityLevel.UNKNOWN;
            if (enough) {
                Finding found = (isFeature ? inputs : outputs).judge(column, figures[c]);
                level = found.level;
                reason = found.reason;
            }
            if (isFeature) {
                verdicts.add(latch(state, c, column, level, reason, figures[c]));
            } else {
                QualityLevel capped = level == QualityLevel.ALARM ? QualityLevel.WARNING : level;
                verdicts.add(new Verdict(column, capped, QualityChange.NONE, reason, figures[c]));
            }
        }
        return verdicts;
    }

    private static Verdict latch(
            QualityState state,
            int c,
            ReferenceColumn column,
            QualityLevel level,
            QualityReason reason,
            DriftFigures figures) {
        if (!state.drifting[c]) {
            boolean raise = level == QualityLevel.ALARM;
            state.drifting[c] = raise;
            state.quietWindows[c] = 0;
            return new Verdict(column, level, raise ? QualityChange.RAISED : QualityChange.NONE, reason, figures);
        }
        if (level == QualityLevel.QUIET) {
            state.quietWindows[c]++;
        } else if (level != QualityLevel.UNKNOWN) {
            state.quietWindows[c] = 0;
        }
        if (state.quietWindows[c] >= QUIET_TO_CLEAR) {
            state.drifting[c] = false;
            return new Verdict(column, level, QualityChange.CLEARED, reason, figures);
        }
        return new Verdict(
                column,
                QualityLevel.ALARM,
                QualityChange.NONE,
                level == QualityLevel.ALARM ? reason : QualityReason.LATCHED,
                figures);
    }

    private static DriftFigures figures(ReferenceColumn column, FeatureCounts counts, int c) {
        long[] slots = Arrays.copyOfRange(counts.counts, c * SLOTS, (c + 1) * SLOTS);
        long[] sums = Arrays.copyOfRange(counts.probabilitySums, c * SLOTS, (c + 1) * SLOTS);
        return ColumnDrift.compare(column, slots, Importance.of(slots, sums, counts.squaredProbability));
    }

    private record Finding(QualityLevel level, QualityReason reason) {}

    /** P-values to believe among the columns of one family. */
    private record Believed(double psiP, double ksP) {

        static Believed of(DriftFigures[] figures, int from, int to) {
            double[] psi = new double[to - from];
            double[] ks = new double[to - from];
            for (int c = from; c < to; c++) {
                psi[c - from] = figures[c].psiP();
                // too small a distance is no finding, whatever its probability
                ks[c - from] = Double.isNaN(figures[c].ksP()) ? 1 : figures[c].ksP();
            }
            return new Believed(FalseDiscovery.threshold(psi, SHARE), FalseDiscovery.threshold(ks, SHARE));
        }

        Finding judge(ReferenceColumn column, DriftFigures f) {
            boolean psi = f.psiP() <= psiP;
            boolean ks = f.ksP() <= ksP;
            double effect = f.psi() - f.psiExpected();
            if (psi && effect >= LARGE) {
                return new Finding(QualityLevel.ALARM, QualityReason.PSI);
            }
            if (ks && effect >= SMALL) {
                return new Finding(QualityLevel.ALARM, QualityReason.KS);
            }
            if (missing(column, f)) {
                return new Finding(QualityLevel.ALARM, QualityReason.MISSING);
            }
            if (psi && effect >= SMALL) {
                return new Finding(QualityLevel.WARNING, QualityReason.PSI);
            }
            return ks
                    ? new Finding(QualityLevel.WARNING, QualityReason.KS)
                    : new Finding(QualityLevel.QUIET, QualityReason.NONE);
        }

        private static boolean missing(ReferenceColumn column, DriftFigures f) {
            double off = f.missing() - f.missingReference();
            if (!(Math.abs(off) >= MISSING)) {
                return false;
            }
            double present = PopulationStability.sum(f.counts());
            double n = f.missing() < 1 ? present / (1 - f.missing()) : LEAST_SAMPLES;
            double m = column.rows() + column.missing();
            double pooled = (n * f.missing() + m * f.missingReference()) / (n + m);
            double variance = pooled * (1 - pooled) * (1 / n + 1 / m) * ColumnDrift.inflation(column, n);
            return off * off >= MISSING_SIGMAS_SQUARED * variance;
        }
    }
}
