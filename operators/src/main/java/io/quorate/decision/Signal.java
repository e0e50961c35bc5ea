package io.quorate.decision;

import io.quorate.schema.decision.Side;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.model.PredictionStatus;
import io.quorate.schema.model.Target;

/** How a prediction reads as a direction: up above one half, down below; none at exactly one half. */
final class Signal {

    private Signal() {}

    /** True if it is OK, of a target that may size a side, and made of numbers. */
    static boolean usable(Prediction p) {
        return p.status() == PredictionStatus.OK && directional(p) && finite(p);
    }

    static boolean directional(Prediction p) {
        return p.target() == Target.DIRECTION || p.target() == Target.TRIPLE_BARRIER;
    }

    static boolean finite(Prediction p) {
        return p.probability() >= 0 && p.probability() <= 1 && p.confidence() >= 0;
    }

    static Side side(Prediction p) {
        return p.probability() > 0.5 ? Side.LONG : p.probability() < 0.5 ? Side.SHORT : Side.NONE;
    }

    /** Probability that an entry on the signalled side wins. */
    static double winProbability(Prediction p) {
        return Math.max(p.probability(), 1 - p.probability());
    }
}
