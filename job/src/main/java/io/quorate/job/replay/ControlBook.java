package io.quorate.job.replay;

import io.quorate.control.EpochBook;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.execution.VenueReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A whole control log by event time: the frontier decides in log order what counts; afterwards all of it is known.
 *
 * @param epochs every epoch but weights
 * @param reports what an external venue did, by portfolio and effective time
 */
record ControlBook(EpochBook epochs, Map<String, TreeMap<Long, List<VenueReport>>> reports) {

    static ControlBook of(List<ControlRecord> log) {
        EpochBook asRead = new EpochBook();
        EpochBook epochs = new EpochBook();
        Map<String, TreeMap<Long, List<VenueReport>>> reports = new HashMap<>();
        for (ControlRecord r : log) {
            boolean counts = asRead.add(r) == EpochBook.Verdict.ADDED;
            if (r.kind() == ControlKind.EXECUTION && r.effectiveFromMs() > asRead.frontierMs()) {
                reports.computeIfAbsent(r.scope(), p -> new TreeMap<>())
                        .computeIfAbsent(r.effectiveFromMs(), t -> new ArrayList<>())
                        .add(Objects.requireNonNull(r.report()));
            } else if (counts && r.kind() != ControlKind.FRONTIER && r.kind() != ControlKind.WEIGHTS) {
                epochs.add(r);
            }
        }
        return new ControlBook(epochs, reports);
    }

    /** Reports of a portfolio, by effective time; for its one reader to take. */
    TreeMap<Long, List<VenueReport>> reports(String portfolio) {
        return new TreeMap<>(reports.getOrDefault(portfolio, new TreeMap<>()));
    }
}
