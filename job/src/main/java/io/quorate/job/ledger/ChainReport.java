package io.quorate.job.ledger;

import java.util.List;

/**
 * What a walk over a ledger found.
 *
 * @param records records read
 * @param heads the last sound record of each portfolio, by name
 * @param faults the first fault of each portfolio, and records that are of none, in the order they were met
 */
public record ChainReport(long records, List<ChainHead> heads, List<ChainFault> faults) {
    public ChainReport {
        heads = List.copyOf(heads);
        faults = List.copyOf(faults);
    }

    /** Every chain is whole. */
    public boolean isSound() {
        return faults.isEmpty();
    }
}
