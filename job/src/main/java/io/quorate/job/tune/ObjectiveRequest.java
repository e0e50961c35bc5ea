package io.quorate.job.tune;

import java.io.Serializable;
import java.util.List;

/**
 * What the command line and the space file ask of an objective besides the parameters.
 *
 * @param inputs files of history, as given
 * @param objectives names asked for, in order
 * @param settingsJson the space file's {@code settings} map (folds, costs, bars…) as JSON, {@code {}} when there is none
 * @param fixedPaths the paths the space file fixes; the values come with each assignment
 * @param tunedPaths the paths the space file tunes
 * @param seed of the study
 */
public record ObjectiveRequest(
        List<String> inputs,
        List<String> objectives,
        String settingsJson,
        List<String> fixedPaths,
        List<String> tunedPaths,
        long seed)
        implements Serializable {

    public ObjectiveRequest {
        inputs = List.copyOf(inputs);
        objectives = List.copyOf(objectives);
        fixedPaths = List.copyOf(fixedPaths);
        tunedPaths = List.copyOf(tunedPaths);
    }
}
