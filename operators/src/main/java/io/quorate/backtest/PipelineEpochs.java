package io.quorate.backtest;

import io.quorate.control.EpochBook;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.WeightsSpec;
import io.quorate.schema.execution.VenueReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The epochs of a pipeline: those of a finished control log, with the weights computed again and held against the log.
 */
final class PipelineEpochs {

    private final EpochBook book = new EpochBook();
    private final Map<Long, WeightsSpec> logged = new TreeMap<>();
    private final TreeMap<Long, TreeMap<String, List<VenueReport>>> executions = new TreeMap<>();
    private final long windowMs;
    private final long delayMs;

    PipelineEpochs(List<ControlRecord> log, long windowMs, long delayMs) {
        this.windowMs = windowMs;
        this.delayMs = delayMs;
        // the frontier decides in log order which epochs count; afterwards every one of them is known
        EpochBook asRead = new EpochBook();
        for (ControlRecord r : log) {
            boolean counts = asRead.add(r) == EpochBook.Verdict.ADDED;
            if (r.kind() == ControlKind.EXECUTION && r.effectiveFromMs() > asRead.frontierMs()) {
                executions
                        .computeIfAbsent(r.effectiveFromMs(), t -> new TreeMap<>())
                        .computeIfAbsent(r.scope(), p -> new ArrayList<>())
                        .add(Objects.requireNonNull(r.report()));
            } else if (counts && r.kind() == ControlKind.WEIGHTS) {
                WeightsSpec spec = Objects.requireNonNull(r.weights());
                logged.put(spec.window(), spec);
            } else if (counts && r.kind() != ControlKind.FRONTIER) {
                book.add(r);
            }
        }
    }

    /** What an external venue did, by effective time and portfolio. */
    TreeMap<Long, TreeMap<String, List<VenueReport>>> executions() {
        return executions;
    }

    EpochBook book() {
        return book;
    }

    /** Puts the weights of a window with credits in force. Throws IllegalStateException if the log has others. */
    void weights(WeightsSpec spec) {
        WeightsSpec known = logged.get(spec.window());
        if (known != null && !known.equals(spec)) {
            throw new IllegalStateException("the control log has other weights for window " + spec.window()
                    + ": expected " + known + ", was " + spec);
        }
        book.add(ControlRecord.weights((spec.window() + 1) * windowMs + delayMs, spec));
    }
}
