package io.quorate.outcome;

import io.quorate.schema.market.Sample;
import io.quorate.schema.model.Credit;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.model.PredictionStatus;
import io.quorate.schema.state.OutcomeState;
import io.quorate.schema.state.PendingLabel;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * Joins each prediction of a symbol with its label once that is known, and not before: the label of the sample at t
 * under horizon h needs the samples up to t + h.
 */
public final class OutcomeTracker {

    private OutcomeTracker() {}

    /** Takes the next prediction of the symbol, settles the labels its sample makes known, oldest first. */
    public static void step(OutcomeState state, Prediction p, Consumer<Credit> out) {
        Sample sample = p.features().sample();
        Iterator<PendingLabel> it = state.pending.iterator();
        while (it.hasNext()) {
            PendingLabel pending = it.next();
            int label = LabelRule.label(pending, sample, p.seq());
            if (label != LabelRule.UNKNOWN) {
                it.remove();
                out.accept(new Credit(
                        sample.symbol(),
                        pending.seq,
                        pending.predictedTsMs,
                        sample.tsMs(),
                        pending.ensembleVersion,
                        label,
                        pending.memberProbabilities,
                        pending.memberWeights,
                        pending.regime));
            }
        }
        double sigma = LabelRule.sigma(state, sample.close());
        if (p.status() == PredictionStatus.OK || p.status() == PredictionStatus.DEGRADED) {
            PendingLabel pending = new PendingLabel();
            if (LabelRule.arm(pending, p.label(), sample.close(), sigma)) {
                state.pending.add(describe(pending, p));
            }
        }
    }

    private static PendingLabel describe(PendingLabel pending, Prediction p) {
        pending.seq = p.seq();
        pending.predictedTsMs = p.tsMs();
        pending.expirySeq = p.seq() + p.horizonSamples();
        pending.ensembleVersion = p.ensembleVersion();
        pending.memberProbabilities = p.memberProbabilities();
        pending.memberWeights = p.memberWeights();
        pending.regime = p.features().regime();
        return pending;
    }
}
