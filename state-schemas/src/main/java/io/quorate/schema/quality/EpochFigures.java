package io.quorate.schema.quality;

/**
 * One ensemble version in one window.
 *
 * @param featuresInAlarm features with an alarm that is not cleared
 * @param membersInAlarm members, the ensemble included, with an alarm that is not cleared
 * @param greatestPsi greatest PSI of a feature; NaN when none is defined
 * @param greatestPsiOf its feature; empty for none
 * @param importanceCorrelation rank correlation of the importance of the features with that in the reference; NaN when
 *     undefined
 */
public record EpochFigures(
        int featuresInAlarm,
        int membersInAlarm,
        double greatestPsi,
        String greatestPsiOf,
        double importanceCorrelation) {}
