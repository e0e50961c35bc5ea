package io.quorate.job.demo;

import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.StrategySpec;
import java.util.List;

/**
 * The two portfolios of a demonstration. Both are small and their limits tight, so that every outcome is seen; nothing
 * here was tuned for profit.
 */
final class DemoBook {

    static final String SWING = "swing";
    static final String SCALP = "scalp";

    private DemoBook() {}

    static StrategySpec swing() {
        return strategy(0.04, 0.015, 0.03, 4 * 3_600_000L);
    }

    static StrategySpec scalp() {
        return strategy(0.02, 0.006, 0.009, 1_800_000L);
    }

    static LimitsSpec swingLimits() {
        return new LimitsSpec(0.04, 1.5, 1, 0.5, 0.2, 3, 3_600_000, 0.04, 12, 3_600_000, 0.85);
    }

    static LimitsSpec scalpLimits() {
        return new LimitsSpec(0.02, 1, 1, 0.5, 0.1, 3, 1_800_000, 0.02, 6, 3_600_000, 0.8);
    }

    private static StrategySpec strategy(double threshold, double stop, double target, long maxHoldMs) {
        return new StrategySpec(
                List.of("*"),
                threshold,
                true,
                true,
                stop,
                2,
                target,
                stop,
                stop,
                maxHoldMs,
                0.1,
                false,
                0.005,
                0,
                0.4,
                100_000_000_000L,
                2,
                1,
                5,
                0,
                600_000);
    }
}
