package io.quorate.job.tune;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * Makes an objective, here or on a task manager of a cluster: serialisable, so it holds names and settings, no data.
 *
 * <p>Everything that is wrong with the settings is said by UserError before the first trial, by whoever makes the source.
 */
public interface ObjectiveSource extends Serializable {
    /** The objectives and constraints of {@link #open()}'s objective, without opening it. */
    ObjectiveShape shape();

    /** What may be tuned or fixed in a space file; empty = anything. */
    List<TunablePath> paths();

    /**
     * The figures that a space file may constrain ({@code constraints: {max_drawdown: {max: 0.2}}}); the study computes
     * the violations from the figures of an outcome. Empty = none.
     */
    List<FigureRange> figures();

    /**
     * What the outcomes depend on besides the assignment, by name: digests of the input, settings, version of the code.
     * Ordered; a study is resumed only with the same.
     */
    Map<String, String> identity();

    /** Reads the data and prepares what all trials share; called once per process. */
    TrialObjective open();
}
