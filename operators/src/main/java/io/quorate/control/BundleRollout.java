package io.quorate.control;

import io.quorate.schema.control.ControlAck;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.EnsembleSpec;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What the scoring subtasks have answered to the open PREPAREs of one run of the sequencer.
 *
 * <p>Not in the log: after a restart the subtasks are new too and are asked again, in a new round. Not thread-safe.
 */
final class BundleRollout {

    private static final class Progress {
        final BitSet subtasks = new BitSet();
        final long deadlineNanos;
        boolean complete;

        Progress(long deadlineNanos) {
            this.deadlineNanos = deadlineNanos;
        }
    }

    private final Map<Long, Progress> byRequestOffset = new HashMap<>();

    void begin(long requestOffset, long deadlineNanos) {
        byRequestOffset.put(requestOffset, new Progress(deadlineNanos));
    }

    void end(long requestOffset) {
        byRequestOffset.remove(requestOffset);
    }

    /** True if the acknowledgement speaks of this PREPARE, not of an earlier round of it. */
    static boolean answers(ControlAck a, ControlRecord prepare) {
        EnsembleSpec spec = Objects.requireNonNull(prepare.ensemble());
        return prepare.version() == a.version()
                && prepare.round() == a.round()
                && spec.sha256().equals(a.sha256());
    }

    void loaded(long requestOffset, ControlAck a) {
        Progress p = byRequestOffset.get(requestOffset);
        if (p != null) {
            p.subtasks.set(a.subtask());
            p.complete = p.subtasks.cardinality() == a.parallelism();
        }
    }

    /** True if every scoring subtask has loaded the bundle. */
    boolean isComplete(long requestOffset) {
        Progress p = byRequestOffset.get(requestOffset);
        return p != null && p.complete;
    }

    /** True if a subtask has not answered in time. */
    boolean isOverdue(long requestOffset, long nowNanos) {
        Progress p = byRequestOffset.get(requestOffset);
        return p != null && !p.complete && nowNanos - p.deadlineNanos > 0;
    }
}
