package io.quorate.schema.decision;

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
 */
public record LedgerRecord(
        String portfolio,
        long index,
        long tsMs,
        String previousHash,
        String hash,
        String runId,
        @Nullable Decision decision,
        @Nullable LedgerEvidence evidence) {

    public LedgerRecord {
        Objects.requireNonNull(hash, "hash");
    }

    /** True for the first record of a chain. */
    public boolean genesis() {
        return decision == null;
    }
}
