package io.quorate.lookahead;

import io.quorate.learn.Split;
import io.quorate.learn.TrainingSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether rows to train on know what the later splits are to measure: by their time, or by the time of their label. */
public final class SplitCheck {
    private static final List<Split> ORDER = List.of(Split.TRAIN, Split.CALIBRATION, Split.TEST);

    private SplitCheck() {}

    /** The splits whose rows, or whose labels, reach into a later one. */
    public static List<Offender> of(TrainingSet set) {
        List<Offender> offenders = new ArrayList<>();
        for (int later = 1; later < ORDER.size(); later++) {
            int[] next = set.rows(ORDER.get(later));
            if (next.length == 0) {
                continue;
            }
            long fromMs = set.tsMs(next[0]);
            for (int earlier = 0; earlier < later; earlier++) {
                add(offenders, set, ORDER.get(earlier), ORDER.get(later), fromMs);
            }
        }
        return offenders;
    }

    private static void add(List<Offender> offenders, TrainingSet set, Split earlier, Split later, long fromMs) {
        int first = -1;
        long count = 0;
        long reachMs = 0;
        for (int row : set.rows(earlier)) {
            // a label that is known as the later split begins knows its first row
            if (set.labelKnownMs(row) >= fromMs) {
                first = first < 0 ? row : first;
                count++;
                reachMs = Math.max(reachMs, set.labelKnownMs(row) - fromMs);
            }
        }
        if (count > 0) {
            boolean inside = set.tsMs(first) >= fromMs;
            offenders.add(new Offender(
                    Stage.TABLE,
                    "label of " + name(earlier) + " rows",
                    set.symbol(first),
                    set.tsMs(first),
                    fromMs,
                    Method.BUNDLE,
                    "known before " + name(later) + " begins at " + fromMs,
                    inside ? "a row at " + set.tsMs(first) : "known at " + set.labelKnownMs(first),
                    count,
                    1,
                    reachMs));
        }
    }

    private static String name(Split split) {
        return split.name().toLowerCase(Locale.ROOT);
    }
}
