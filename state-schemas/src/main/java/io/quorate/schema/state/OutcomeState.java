package io.quorate.schema.state;

import java.util.ArrayList;
import java.util.List;

/** Predictions of one symbol that wait for their label: at most the horizon of them. */
public final class OutcomeState {
    /** Oldest first. */
    public List<PendingLabel> pending = new ArrayList<>();

    public OutcomeState() {}
}
