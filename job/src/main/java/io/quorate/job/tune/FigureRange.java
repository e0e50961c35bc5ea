package io.quorate.job.tune;

import java.io.Serializable;

/**
 * A figure of {@link TrialOutcome#figures()} that a space file may constrain.
 *
 * @param name of the figure
 * @param low the least value there is; -infinity when there is none
 * @param high the greatest value there is
 */
public record FigureRange(String name, double low, double high) implements Serializable {}
