package io.quorate.job.control;

import io.quorate.schema.control.LimitsSpec;

/**
 * The limits a file starts from: what it does not say is taken from here.
 *
 * <p>Heat 6 %, gross and net exposure 100 %, one symbol 25 %, drawdown latch at 20 %, half an hour without entries after
 * 5 losses in a row, 5 % a day, 60 entries an hour, prices older than 5 minutes do not value a position, risk score .8.
 */
public final class LimitsDefaults {

    /** The defaults. */
    public static final LimitsSpec SPEC = new LimitsSpec(
            0.06, // maxHeat
            1, // maxGrossExposure
            1, // maxNetExposure
            0.25, // maxSymbolExposure
            0.2, // maxDrawdown
            5, // maxConsecutiveLosses
            1_800_000L, // lossCooldownMs
            0.05, // maxDailyLoss
            60, // maxOrdersPerHour
            300_000L, // staleAfterMs
            0.8); // maxRiskScore

    private LimitsDefaults() {}
}
