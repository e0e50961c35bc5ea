package io.quorate.job.tune;

import java.io.Serializable;

/**
 * A bound on a figure of a trial.
 *
 * @param figure its name
 * @param least whether the figure must be at least the limit; otherwise at most
 * @param limit the bound
 */
public record ConstraintLimit(String figure, boolean least, double limit) implements Serializable {

    /** {@code max_drawdown <= 0.2}. */
    public String name() {
        return figure + (least ? " >= " : " <= ") + limit;
    }

    /**
     * How far a value is beyond the bound as a share of the bound, or as it is when the bound is 0: so that a few missing
     * trades and a drawdown can be added. At most 0 where the bound is kept; infinite for an undefined figure.
     */
    public double violation(double value) {
        if (Double.isNaN(value)) {
            return Double.POSITIVE_INFINITY;
        }
        double beyond = least ? limit - value : value - limit;
        return limit == 0 ? beyond : beyond / Math.abs(limit);
    }
}
