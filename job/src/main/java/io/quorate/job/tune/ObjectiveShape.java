package io.quorate.job.tune;

import java.util.HashSet;
import java.util.List;

/**
 * What the numbers of a {@link TrialOutcome} mean.
 *
 * @param objectives names, at least one
 * @param directions of the objectives
 * @param constraints names of the violations an outcome has; may be empty, the space file's are added by the study
 */
public record ObjectiveShape(List<String> objectives, List<Direction> directions, List<String> constraints) {

    /** Whether more is better. */
    public enum Direction {
        MAXIMISE,
        MINIMISE;

        /** The value as one to be minimised, and back. */
        public double minimised(double value) {
            return this == MAXIMISE ? -value : value;
        }
    }

    public ObjectiveShape {
        objectives = List.copyOf(objectives);
        directions = List.copyOf(directions);
        constraints = List.copyOf(constraints);
        if (objectives.isEmpty() || objectives.size() != directions.size()) {
            throw new IllegalArgumentException("expected a direction for each of at least one objective, was "
                    + objectives + " with " + directions);
        }
        if (new HashSet<>(objectives).size() < objectives.size()
                || new HashSet<>(constraints).size() < constraints.size()) {
            throw new IllegalArgumentException(
                    "expected objectives and constraints named once, was " + objectives + " and " + constraints);
        }
    }
}
