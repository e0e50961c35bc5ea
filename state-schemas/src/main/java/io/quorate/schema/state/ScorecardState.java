package io.quorate.schema.state;

import io.quorate.schema.control.EnsembleWeights;
import java.util.ArrayList;
import java.util.List;

/** The scorecard: open windows and the weights of the ensembles credited most recently. */
public final class ScorecardState {
    /** Open windows by (window, ensemble version, regime), ascending. */
    public List<WindowSums> open = new ArrayList<>();

    /** By ascending ensemble version; at most {@code WeightsScorecard.MAX_ENSEMBLES}. */
    public List<EnsembleWeights> table = new ArrayList<>();

    /** Last window reported closed. */
    public long throughWindow = Long.MIN_VALUE;

    public ScorecardState() {}
}
