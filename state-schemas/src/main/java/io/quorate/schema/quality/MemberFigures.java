package io.quorate.schema.quality;

import java.util.Arrays;
import java.util.Objects;

/**
 * One member, or the ensemble, in the labels of one window and of the last ten; NaN = undefined.
 *
 * @param brier mean squared error in the window
 * @param brierReference mean it is held against
 * @param pageHinkley Page-Hinkley statistic; the alarm is at 10
 * @param rollingLabels labels of the last ten windows with labels; what follows is over them
 * @param baseRate share of labels that were 1
 * @param accuracy share of labels on the right side of one half
 * @param rollingBrier mean squared error
 * @param logLoss mean cross-entropy
 * @param ece expected calibration error over ten equally wide bins
 * @param confidence labels by |2p - 1| in five equally wide bins
 */
public record MemberFigures(
        double brier,
        double brierReference,
        double pageHinkley,
        long rollingLabels,
        double baseRate,
        double accuracy,
        double rollingBrier,
        double logLoss,
        double ece,
        long[] confidence) {

    @Override
    public boolean equals(Object o) {
        return o instanceof MemberFigures m
                && Double.compare(brier, m.brier) == 0
                && Double.compare(brierReference, m.brierReference) == 0
                && Double.compare(pageHinkley, m.pageHinkley) == 0
                && rollingLabels == m.rollingLabels
                && Double.compare(baseRate, m.baseRate) == 0
                && Double.compare(accuracy, m.accuracy) == 0
                && Double.compare(rollingBrier, m.rollingBrier) == 0
                && Double.compare(logLoss, m.logLoss) == 0
                && Double.compare(ece, m.ece) == 0
                && Arrays.equals(confidence, m.confidence);
    }

    @Override
    public int hashCode() {
        return Objects.hash(brier, rollingLabels, Arrays.hashCode(confidence));
    }
}
