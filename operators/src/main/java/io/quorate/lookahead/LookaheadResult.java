package io.quorate.lookahead;

import java.util.List;

/**
 * What a test found.
 *
 * @param offenders columns that know the future, causes first; empty when none does
 * @param tested how much was compared, by stage
 * @param cutsMs event times at which the history was cut
 */
public record LookaheadResult(List<Offender> offenders, List<Tested> tested, List<Long> cutsMs) {
    public LookaheadResult {
        offenders = List.copyOf(offenders);
        tested = List.copyOf(tested);
        cutsMs = List.copyOf(cutsMs);
    }
}
