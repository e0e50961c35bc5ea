package io.quorate.quality;

import io.quorate.schema.model.ReferenceMember;
import io.quorate.schema.model.ReferenceProfile;
import io.quorate.schema.quality.MemberFigures;
import io.quorate.schema.quality.QualityChange;
import io.quorate.schema.quality.QualityLevel;
import io.quorate.schema.quality.QualityReason;
import io.quorate.schema.state.MemberCounts;
import io.quorate.schema.state.QualityState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Says for each member and the ensemble whether its predictions got worse: the Page-Hinkley test on the Brier score.
 *
 * <p>Of each window with at least {@value #LEAST_LABELS} labels z = (Brier - mean) / standard error, held in [-4, 4]; S =
 * max(0, S + z - 0.5); alarm at S &gt; 10, warning at half of it. The mean begins with that of the calibration rows and
 * goes on with the windows, so that the test sees a change and not an offset; the standard error is that of both, inflated
 * by what blocks of the calibration rows showed, because labels overlap. While an alarm stands the mean does, and S ends
 * at 20; it is cleared when S has come down to 5. Without any drift one alarm is expected in about 10^5 windows.
 */
final class MemberMonitor {

    static final double ALARM = 10;
    static final int LEAST_LABELS = 30;
    static final int BINS = 10;

    private static final double SLACK = 0.5;
    private static final double MOST_SIGMAS = 4;
    private static final int CONFIDENCE_BINS = 5;

    private MemberMonitor() {}

    /** What one subject gave. */
    record Verdict(
            QualityLevel level, QualityChange change, QualityReason reason, long labels, MemberFigures figures) {}

    /** The verdict on subject s in the window; moves its statistic. The rolling figures are over the recent windows. */
    static Verdict judge(@Nullable ReferenceProfile reference, MemberCounts counts, QualityState state, int s) {
        long labels = PopulationStability.sum(bins(counts.answered, s));
        double brier = labels == 0 ? Double.NaN : counts.squaredError[s] / Importance.ONE / labels;
        if (reference == null) {
            MemberFigures figures = figures(state, s, brier, Double.NaN, Double.NaN);
            return new Verdict(QualityLevel.UNKNOWN, QualityChange.NONE, QualityReason.NO_REFERENCE, labels, figures);
        }
        ReferenceMember member = reference.members().get(s);
        begin(reference, state);
        double mean = state.brierMean[s];
        boolean enough = labels >= LEAST_LABELS;
        QualityChange change = enough ? move(member, state, s, (double) labels, brier) : QualityChange.NONE;
        MemberFigures figures = figures(state, s, brier, mean, state.pageHinkley[s]);
        if (state.failing[s]) {
            boolean now = enough && state.pageHinkley[s] > ALARM;
            return new Verdict(
                    QualityLevel.ALARM,
                    change,
                    now ? QualityReason.PAGE_HINKLEY : QualityReason.LATCHED,
                    labels,
                    figures);
        }
        if (!enough) {
            return new Verdict(QualityLevel.UNKNOWN, change, QualityReason.FEW_SAMPLES, labels, figures);
        }
        boolean warning = state.pageHinkley[s] > ALARM / 2;
        return new Verdict(
                warning ? QualityLevel.WARNING : QualityLevel.QUIET,
                change,
                warning ? QualityReason.PAGE_HINKLEY : QualityReason.NONE,
                labels,
                figures);
    }

    private static void begin(ReferenceProfile reference, QualityState state) {
        int subjects = reference.members().size();
        if (state.pageHinkley.length != subjects) {
            state.brierMean = new double[subjects];
            state.brierWeight = new double[subjects];
            state.pageHinkley = new double[subjects];
            state.failing = new boolean[subjects];
            for (int s = 0; s < subjects; s++) {
                ReferenceMember member = reference.members().get(s);
                state.brierMean[s] = member.brier();
                state.brierWeight[s] = member.output().rows();
            }
        }
    }

    private static QualityChange move(ReferenceMember member, QualityState state, int s, double n, double brier) {
        double inflation = NoiseLevel.between(member.noiseRows(), member.noise(), n);
        double variance = member.brierVariance() * (inflation > 1 ? inflation : 1);
        double weight = state.brierWeight[s];
        double error = StrictMath.sqrt(variance * (1 / n + 1 / weight));
        double off = brier - state.brierMean[s];
        double z = error > 0 ? Math.min(MOST_SIGMAS, Math.max(-MOST_SIGMAS, off / error)) : 0;
        state.pageHinkley[s] = Math.min(2 * ALARM, Math.max(0, state.pageHinkley[s] + z - SLACK));
        if (state.failing[s]) {
            state.failing[s] = state.pageHinkley[s] > ALARM / 2;
            return state.failing[s] ? QualityChange.NONE : QualityChange.CLEARED;
        }
        state.failing[s] = state.pageHinkley[s] > ALARM;
        if (state.failing[s]) {
            return QualityChange.RAISED;
        }
        state.brierMean[s] += off * n / (weight + n);
        state.brierWeight[s] = weight + n;
        return QualityChange.NONE;
    }

    /** Rolling figures over the recent windows. */
    private static MemberFigures figures(QualityState state, int s, double brier, double mean, double pageHinkley) {
        long[] answered = new long[BINS];
        long[] happened = new long[BINS];
        long[] sums = new long[BINS];
        long correct = 0;
        long squared = 0;
        long logLoss = 0;
        for (MemberCounts c : state.recent) {
            for (int b = 0; b < BINS; b++) {
                answered[b] += c.answered[s * BINS + b];
                happened[b] += c.happened[s * BINS + b];
                sums[b] += c.probabilitySums[s * BINS + b];
            }
            correct += c.correct[s];
            squared += c.squaredError[s];
            logLoss += c.logLoss[s];
        }
        double n = PopulationStability.sum(answered);
        double off = 0;
        long[] confidence = new long[CONFIDENCE_BINS];
        for (int b = 0; b < BINS; b++) {
            off += Math.abs(sums[b] / Importance.ONE - happened[b]);
            confidence[b < CONFIDENCE_BINS ? CONFIDENCE_BINS - 1 - b : b - CONFIDENCE_BINS] += answered[b];
        }
        return new MemberFigures(
                brier,
                mean,
                pageHinkley,
                (long) n,
                PopulationStability.sum(happened) / n,
                correct / n,
                squared / Importance.ONE / n,
                logLoss / Importance.ONE / n,
                off / n,
                confidence);
    }

    private static long[] bins(long[] values, int s) {
        return Arrays.copyOfRange(values, s * BINS, (s + 1) * BINS);
    }
}
