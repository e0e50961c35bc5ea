package io.quorate.job.control;

import io.quorate.schema.control.StrategySpec;
import java.util.List;

/**
 * The strategy a file starts from: what it does not say is taken from here.
 *
 * <p>Every symbol, long and short from a confidence of .1; stop at 1 % or three average true ranges, whichever is wider,
 * target at 3 %, trailing 1 % once 1 % ahead, out after 4 hours; 1 % of equity at risk, no Kelly, at most 20 % in
 * one position; 100,000 units of quote currency; 2 bp spread, 1 bp slippage, 10 bp fee, fills of at most the volume
 * seen, unfilled entries expire after a minute.
 */
public final class StrategyDefaults {

    /** The defaults. */
    public static final StrategySpec SPEC = new StrategySpec(
            List.of("*"),
            0.1, // confidenceThreshold
            true, // allowLong
            true, // allowShort
            0.01, // stopLossFraction
            3, // stopLossAtrMultiple
            0.03, // takeProfitFraction
            0.01, // trailingFraction
            0.01, // trailingActivationFraction
            4 * 3_600_000L, // maxHoldMs
            0.2, // reversalConfidence
            false, // exitOnHighVolatility
            0.01, // riskFraction
            0, // kellyFraction
            0.2, // maxPositionFraction
            100_000_000_000L, // initialEquityMicros
            2, // spreadBps
            1, // slippageBps
            10, // feeBps
            1, // maxParticipation
            60_000L); // orderExpiryMs

    private StrategyDefaults() {}
}
