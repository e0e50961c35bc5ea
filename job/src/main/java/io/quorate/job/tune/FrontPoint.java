package io.quorate.job.tune;

import io.quorate.performance.Figure;

/**
 * A trial of the front, and how far its returns can be believed.
 *
 * @param trial on the front
 * @param sharpe of its returns, per period
 * @param psr probability that its true Sharpe ratio is above 0, were it the only trial
 * @param dsr the same after all that were tried
 */
public record FrontPoint(Trial trial, Figure sharpe, Figure psr, Figure dsr) {

    /** Whether it keeps every constraint. */
    public boolean feasible() {
        return trial.finished().feasible();
    }
}
