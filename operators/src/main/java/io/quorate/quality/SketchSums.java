package io.quorate.quality;

import io.quorate.schema.state.FeatureCounts;
import io.quorate.schema.state.MemberCounts;
import java.util.List;

/** Adds counts of the same window and ensemble version; lists are ascending by (window, version). */
final class SketchSums {

    private SketchSums() {}

    /**
     * Adds to the counts of the window, which become part of the list when there are none yet.
     *
     * @param keepReference whether the list keeps what the bins are of
     */
    static void merge(List<FeatureCounts> open, FeatureCounts counts, boolean keepReference) {
        int i = 0;
        while (i < open.size()
                && isBefore(open.get(i).window, open.get(i).ensembleVersion, counts.window, counts.ensembleVersion)) {
            i++;
        }
        if (i < open.size()
                && open.get(i).window == counts.window
                && open.get(i).ensembleVersion == counts.ensembleVersion) {
            FeatureCounts sum = open.get(i);
            sum.samples += counts.samples;
            add(sum.counts, counts.counts);
            add(sum.probabilitySums, counts.probabilitySums);
            sum.squaredProbability += counts.squaredProbability;
            return;
        }
        FeatureCounts own = new FeatureCounts();
        own.ensembleVersion = counts.ensembleVersion;
        own.window = counts.window;
        own.samples = counts.samples;
        own.counts = counts.counts.clone();
        own.probabilitySums = counts.probabilitySums.clone();
        own.squaredProbability = counts.squaredProbability;
        own.reference = keepReference ? counts.reference : null;
        open.add(i, own);
    }

    /** As above, of labels. */
    static void merge(List<MemberCounts> open, MemberCounts counts) {
        int i = 0;
        while (i < open.size()
                && isBefore(open.get(i).window, open.get(i).ensembleVersion, counts.window, counts.ensembleVersion)) {
            i++;
        }
        if (i < open.size()
                && open.get(i).window == counts.window
                && open.get(i).ensembleVersion == counts.ensembleVersion) {
            MemberCounts sum = open.get(i);
            add(sum.answered, counts.answered);
            add(sum.happened, counts.happened);
            add(sum.probabilitySums, counts.probabilitySums);
            add(sum.correct, counts.correct);
            add(sum.squaredError, counts.squaredError);
            add(sum.logLoss, counts.logLoss);
            return;
        }
        MemberCounts own = new MemberCounts();
        own.ensembleVersion = counts.ensembleVersion;
        own.window = counts.window;
        own.answered = counts.answered.clone();
        own.happened = counts.happened.clone();
        own.probabilitySums = counts.probabilitySums.clone();
        own.correct = counts.correct.clone();
        own.squaredError = counts.squaredError.clone();
        own.logLoss = counts.logLoss.clone();
        open.add(i, own);
    }

    private static boolean isBefore(long window, long version, long otherWindow, long otherVersion) {
        return window != otherWindow ? window < otherWindow : version < otherVersion;
    }

    private static void add(long[] sum, long[] more) {
        if (sum.length != more.length) {
            throw new IllegalStateException("expected counts of " + sum.length + " bins, was " + more.length);
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
    }
}
