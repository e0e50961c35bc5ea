package io.quorate.decision;

import io.quorate.schema.codec.LedgerCodec;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.LedgerEntry;
import io.quorate.schema.state.PortfolioState;

/**
 * The hash chain of a portfolio's decisions: each record names the hash of the one before it, from GENESIS on. The head
 * lives in the portfolio's state.
 */
public final class LedgerChain {

    /** Starts the chain at index 0. Throws IllegalStateException if it was started. */
    public static LedgerEntry genesis(PortfolioState state, String portfolio, String runId, long tsMs) {
        if (state.ledgerIndex != 0) {
            throw new IllegalStateException("expected a chain not started, was at index " + state.ledgerIndex);
        }
        return advance(state, LedgerCodec.genesis(portfolio, runId, tsMs));
    }

    /** Adds a decision. Throws IllegalStateException before GENESIS. */
    public LedgerEntry append(PortfolioState state, Decision decision) {
        if (state.ledgerIndex == 0) {
            throw new IllegalStateException("expected a chain started by GENESIS, was empty");
        }
        return advance(state, LedgerCodec.encode(decision, state.ledgerIndex, state.ledgerHead));
    }

    /** Counts a record that is not made; gives its index. The chain has no head from then on. */
    public long pass(PortfolioState state) {
        state.ledgerHead = "";
        return state.ledgerIndex++;
    }

    private static LedgerEntry advance(PortfolioState state, LedgerEntry entry) {
        state.ledgerIndex = entry.index() + 1;
        state.ledgerHead = entry.hash();
        return entry;
    }
}
