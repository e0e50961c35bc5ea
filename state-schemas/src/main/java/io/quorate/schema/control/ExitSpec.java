package io.quorate.schema.control;

import java.util.List;

/**
 * Exits beyond those every strategy has.
 *
 * @param stopLossVolatilityMultiple distance of the stop in volatilities of one sample; the widest of all distances
 *     counts; 0 = none
 * @param roi profit that is enough, by rising holding time; empty = never
 * @param partials parts taken at rising profits, at most one a sample; empty = none
 */
public record ExitSpec(double stopLossVolatilityMultiple, List<RoiStep> roi, List<PartialExit> partials) {

    /** No further exit. */
    public static final ExitSpec NONE = new ExitSpec(0, List.of(), List.of());
}
