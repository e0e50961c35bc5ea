package io.quorate.schema.state;

import java.util.ArrayList;
import java.util.List;

/** Predictions of one symbol that wait for their label: at most the horizon of them. */
public final class OutcomeState {
    /** Oldest first. */
    public List<PendingLabel> pending = new ArrayList<>();

    /** Close of the last sample; NaN before the first. */
    public double lastClose = Double.NaN;

    /** Exponentially weighted variance of log returns; NaN before the second sample. */
    public double variance = Double.NaN;

    public OutcomeState() {}
}
