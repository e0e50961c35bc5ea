package io.quorate.control;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.StrategySpec;
import org.jspecify.annotations.Nullable;

/** What the sequencer says of strategies and limits, for whoever decides by them without it. */
public final class EpochRules {

    private EpochRules() {}

    /** The first reason to refuse a strategy of a portfolio, or null. */
    public static @Nullable String strategy(String portfolio, StrategySpec strategy) {
        String name = RequestRules.nameProblem(portfolio);
        return name != null
                ? name
                : StrategyRules.problem(new ControlRequest(
                        ControlKind.STRATEGY, portfolio, 1, 0, false, "", "", "", null, strategy, null));
    }

    /** The first reason to refuse limits, or null. */
    public static @Nullable String limits(LimitsSpec limits) {
        return LimitsRules.problem(limits);
    }
}
