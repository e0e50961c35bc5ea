package io.quorate.quality;

import io.quorate.ensemble.EnsembleScorer;
import io.quorate.schema.model.Credit;
import io.quorate.schema.state.MemberCounts;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Counts the labels of a subtask by event-time window, ensemble version and member: what each said of them, and the
 * ensemble with the weights that were in force. Not thread-safe.
 */
public final class MemberSketch {

    private static final int BINS = MemberMonitor.BINS;
    private static final double CLIP = 1e-15;

    private final long windowMs;
    private final List<MemberCounts> open = new ArrayList<>();

    public MemberSketch(long windowMs) {
        this.windowMs = windowMs;
    }

    /** Takes counts that were kept. */
    public void restore(MemberCounts counts) {
        SketchSums.merge(open, counts);
    }

    /** Open windows, to be kept. */
    public List<MemberCounts> open() {
        return open;
    }

    public void add(Credit credit) {
        double[] p = credit.memberProbabilities();
        MemberCounts counts =
                counts(Math.floorDiv(credit.knownTsMs(), windowMs), credit.ensembleVersion(), p.length + 1);
        double weighted = 0;
        double total = 0;
        int answered = 0;
        for (int m = 0; m < p.length; m++) {
            double w = credit.memberWeights()[m];
            if (!Double.isNaN(p[m])) {
                count(counts, m, p[m], credit.label());
                answered++;
                weighted += w >= 0 ? w * p[m] : 0;
                total += w >= 0 ? w : 0;
            }
        }
        // below the quorum the ensemble said nothing
        if (answered >= EnsembleScorer.QUORUM && total > 0) {
            count(counts, p.length, weighted / total, credit.label());
        }
    }

    private static void count(MemberCounts counts, int s, double p, int label) {
        int bin = s * BINS + Math.min(BINS - 1, (int) (p * BINS));
        double error = p - label;
        double clipped = Math.min(1 - CLIP, Math.max(CLIP, p));
        counts.answered[bin]++;
        counts.happened[bin] += label;
        counts.probabilitySums[bin] += Math.round(p * Importance.ONE);
        counts.correct[s] += (p > 0.5) == (label == 1) ? 1 : 0;
        counts.squaredError[s] += Math.round(error * error * Importance.ONE);
        counts.logLoss[s] += Math.round(-StrictMath.log(label == 1 ? clipped : 1 - clipped) * Importance.ONE);
    }

    private MemberCounts counts(long window, long version, int subjects) {
        for (MemberCounts counts : open) {
            if (counts.window == window && counts.ensembleVersion == version) {
                return counts;
            }
        }
        MemberCounts counts = new MemberCounts();
        counts.window = window;
        counts.ensembleVersion = version;
        counts.answered = new long[subjects * BINS];
        counts.happened = new long[subjects * BINS];
        counts.probabilitySums = new long[subjects * BINS];
        counts.correct = new long[subjects];
        counts.squaredError = new long[subjects];
        counts.logLoss = new long[subjects];
        open.add(counts);
        return counts;
    }

    /** Takes out every window that ends at or before {@code tsMs}. */
    public List<MemberCounts> closeThrough(long tsMs) {
        List<MemberCounts> closed = new ArrayList<>();
        for (Iterator<MemberCounts> it = open.iterator(); it.hasNext(); ) {
            MemberCounts counts = it.next();
            if ((counts.window + 1) * windowMs <= tsMs) {
                it.remove();
                closed.add(counts);
            }
        }
        return closed;
    }
}
