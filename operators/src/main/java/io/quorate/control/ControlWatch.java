package io.quorate.control;

import io.quorate.schema.alert.Alert;
import io.quorate.schema.alert.AlertKind;
import io.quorate.schema.alert.AlertSeverity;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notices a control log that does not follow the market, and refused requests. It only reports; no decision depends on
 * it.
 *
 * <p>While the log works every advance of the market's time is in it within moments, as the watermark of a FRONTIER. A
 * market that rests therefore raises nothing here. Times named now are readings of a wall clock given by the caller, ms.
 */
public final class ControlWatch {

    private final long silenceMs;
    private long marketMs = Long.MIN_VALUE;
    private long toldMs = Long.MIN_VALUE;
    private long frontierMs = Long.MIN_VALUE;
    private long behindSinceMs = Long.MIN_VALUE;
    private @Nullable Alert open;

    /**
     * A watch.
     *
     * @param silenceMs wall time after which a log that is behind the market is reported
     */
    public ControlWatch(long silenceMs) {
        this.silenceMs = silenceMs;
    }

    /** The market has reached this event time. */
    public void market(long tsMs, long nowMs) {
        if (tsMs > marketMs && tsMs < Long.MAX_VALUE) {
            if (marketMs <= toldMs || behindSinceMs == Long.MIN_VALUE) {
                behindSinceMs = nowMs;
            }
            marketMs = tsMs;
        }
    }

    /** The next record of the log; gives what there is to say of it. */
    public List<Alert> record(ControlRecord r, long nowMs) {
        List<Alert> alerts = new ArrayList<>();
        if (r.kind() == ControlKind.REFUSED) {
            alerts.add(Alert.raised(
                    AlertKind.EPOCH_REFUSED,
                    AlertSeverity.WARNING,
                    r.requestId().isEmpty() ? "request " + r.requestOffset() : r.requestId(),
                    toldMs,
                    "request " + r.requestOffset() + (r.author().isEmpty() ? "" : " by " + r.author())
                            + " was refused: " + r.reason()));
        }
        if (r.kind() != ControlKind.FRONTIER) {
            return alerts;
        }
        frontierMs = Math.max(frontierMs, r.effectiveFromMs());
        if (r.watermarkMs() > toldMs) {
            toldMs = r.watermarkMs();
            behindSinceMs = nowMs;
        }
        Alert raised = open;
        if (raised != null && (toldMs >= marketMs || frontierMs > marketMs)) {
            open = null;
            alerts.add(raised.cleared("the control log follows the market again"));
        }
        return alerts;
    }

    /** What to say now: a silence once, when it has lasted long enough. */
    public List<Alert> look(long nowMs) {
        boolean silent = toldMs > Long.MIN_VALUE && marketMs > toldMs && nowMs - behindSinceMs >= silenceMs;
        if (!silent || open != null) {
            return List.of();
        }
        Alert alert = Alert.raised(
                AlertKind.CONTROL_SILENT,
                AlertSeverity.CRITICAL,
                "control log",
                toldMs,
                "the control log has not followed the market for " + (nowMs - behindSinceMs) + " ms: the market is at "
                        + marketMs + ", the log at " + toldMs + "; events after the frontier " + frontierMs
                        + " wait until it can be written and read again");
        open = alert;
        return List.of(alert);
    }

    /** True while a silence lasts. */
    public boolean silent() {
        return open != null;
    }
}
