package io.quorate.job.simulation;

import io.quorate.simulate.SimulationMethod;
import io.quorate.simulate.SimulationPlan;
import java.util.Locale;

/**
 * What a user asked to simulate.
 *
 * @param plan what is simulated, from 1
 * @param initial equity at the start, above 0
 * @param returns number of returns it was made from; 0 for parameters that were given
 * @param ruinousReturns those of -1 or less
 * @param block steps in a block; 0 for a method without
 */
public record SimulationRequest(SimulationPlan plan, double initial, int returns, int ruinousReturns, int block) {

    /** @throws IllegalArgumentException for a start that is no number above 0 */
    public SimulationRequest {
        if (!(initial > 0) || Double.isInfinite(initial)) {
            throw new IllegalArgumentException("expected an initial equity above 0, was " + initial);
        }
    }

    /** A method as the command line names it. */
    public static String name(SimulationMethod method) {
        return method.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
