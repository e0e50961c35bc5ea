package io.quorate.job.replay;

import java.util.List;
import java.util.Map;

/**
 * What happened in the compared stretch, so that equality means something.
 *
 * @param ensembles versions that scored a decision, ascending
 * @param swaps changes of the ensemble that decisions saw, rollbacks included
 * @param weightUpdates tables of weights that decisions were made with, besides the priors
 * @param weightWindows windows whose weights were computed again
 * @param weightWindowsLogged weights in the control log; each was equal to the one computed again
 * @param requests epochs in the log besides weights, by kind
 * @param triggers decisions made again, by what caused them
 * @param outcomes decisions made again, by outcome
 * @param fromMs event time of the first decision; 0 without one
 * @param toMs event time of the last decision; 0 without one
 */
public record ParityCover(
        List<Long> ensembles,
        int swaps,
        int weightUpdates,
        long weightWindows,
        long weightWindowsLogged,
        Map<String, Integer> requests,
        Map<String, Long> triggers,
        Map<String, Long> outcomes,
        long fromMs,
        long toMs) {
    public ParityCover {
        ensembles = List.copyOf(ensembles);
    }
}
