package io.quorate.schema.control;

import java.util.List;

/**
 * The weights after one event-time window; a window without credits repeats them.
 *
 * @param window index: [window * W, (window + 1) * W)
 * @param table weights of the ensembles credited most recently, by ascending version
 */
public record WeightsSpec(long window, List<EnsembleWeights> table) {}
