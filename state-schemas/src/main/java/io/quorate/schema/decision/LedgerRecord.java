package io.quorate.schema.decision;

import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.Sample;
import io.quorate.schema.model.LabelSpec;
import io.quorate.schema.model.Prediction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A ledger record read back.
 *
 * @param portfolio whose chain it is part of
 * @param index position in the chain
 * @param tsMs event time
 * @param previousHash hash of the record before it; empty for GENESIS
 * @param hash its own hash
 * @param runId run that started the chain; empty for a decision
 * @param decision the decision, its prediction left out; null for GENESIS
 * @param evidence what the ensemble said; null for GENESIS and for a TIMER
 * @param input the rest of what the portfolio saw; null where the evidence is, and in records of earlier builds
 */
public record LedgerRecord(
        String portfolio,
        long index,
        long tsMs,
        String previousHash,
        String hash,
        String runId,
        @Nullable Decision decision,
        @Nullable LedgerEvidence evidence,
        @Nullable LedgerInput input) {

    private static final double[] BY_REFERENCE = {};
    private static final String[] NOBODY = {};

    public LedgerRecord {
        Objects.requireNonNull(hash, "hash");
    }

    /** True for the first record of a chain. */
    public boolean genesis() {
        return decision == null;
    }

    /**
     * The prediction as the portfolio saw it: without subscribers, and without features that are kept by reference. Null
     * for GENESIS, a TIMER and a record that has no input.
     */
    public @Nullable Prediction prediction() {
        Decision d = decision;
        LedgerEvidence e = evidence;
        LedgerInput in = input;
        if (d == null || e == null || in == null) {
            return null;
        }
        Sample sample = new Sample(
                d.symbol(),
                tsMs,
                in.open(),
                in.high(),
                in.low(),
                in.close(),
                in.volume(),
                in.trades(),
                in.vwap(),
                in.intervalMs());
        double[] values = e.features();
        return new Prediction(
                new FeatureVector(
                        sample,
                        d.seq(),
                        e.layoutId(),
                        values == null ? BY_REFERENCE : values,
                        e.regime(),
                        e.atrFraction()),
                e.status(),
                new LabelSpec(e.target(), e.horizonSamples(), in.upperSigmas(), in.lowerSigmas(), in.moveThreshold()),
                d.ensembleVersion(),
                d.weightsVersion(),
                e.memberNames(),
                e.memberProbabilities(),
                e.memberWeights(),
                d.probability(),
                d.confidence(),
                e.spread(),
                NOBODY,
                in.regimeState(),
                in.regimeProbability(),
                in.regimeSamples());
    }
}
