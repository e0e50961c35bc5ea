package io.quorate.lookahead;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers what differs, one offender for each column of a stage. Not thread-safe. */
final class Offenders {
    private final Map<String, Case> cases = new HashMap<>();

    /** What is known against one column. */
    private static final class Case {
        private @Nullable Offender first;
        private long values;
        private long reachMs;
        private final Set<Long> cuts = new HashSet<>();
    }

    /** Takes a value that differs from the one of the whole history. */
    void add(
            Stage stage, String column, String key, long tsMs, long cutMs, Method method, String expected, String was) {
        Case known = cases.computeIfAbsent(stage + "|" + column, c -> new Case());
        known.values++;
        known.cuts.add(cutMs);
        known.reachMs = Math.max(known.reachMs, cutMs - tsMs);
        Offender first = known.first;
        if (first == null || tsMs < first.tsMs() || (tsMs == first.tsMs() && key.compareTo(first.key()) < 0)) {
            known.first = new Offender(stage, column, key, tsMs, cutMs, method, expected, was, 0, 0, 0);
        }
    }

    /** Them all, causes before what follows from them, then by time and name. */
    List<Offender> list() {
        List<Offender> offenders = new ArrayList<>();
        for (Case c : cases.values()) {
            Offender f = c.first;
            if (f != null) {
                offenders.add(new Offender(
                        f.stage(),
                        f.column(),
                        f.key(),
                        f.tsMs(),
                        f.cutMs(),
                        f.method(),
                        f.expected(),
                        f.was(),
                        c.values,
                        c.cuts.size(),
                        c.reachMs));
            }
        }
        offenders.sort(Comparator.comparing(Offender::stage)
                .thenComparingLong(Offender::tsMs)
                .thenComparing(Offender::column));
        return offenders;
    }
}
