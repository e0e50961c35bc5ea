package io.quorate.job.drill;

/**
 * What one fault did.
 *
 * @param fault what was done; {@code end} for the rest of the load after the last one
 * @param faults how many times
 * @param downtimeMs longest time without a new decision
 * @param restarts restarts of the job that it led to; -1 when the job manager that counts them was lost
 * @param expected ledger records that were added to what must be there
 * @param seen ledger records that were added to what is there
 * @param repeated records a second time in the ledger
 * @param lost records that must be there and are not
 * @param changed records with other bytes than the plain pipeline's
 * @param latched records expected in which the drawdown latch refused an entry
 * @param effective whether the fault was felt: a restart, a new job, a failed checkpoint
 */
public record DrillRow(
        String fault,
        int faults,
        long downtimeMs,
        long restarts,
        long expected,
        long seen,
        long repeated,
        long lost,
        long changed,
        long latched,
        boolean effective) {

    /** Nothing lost, nothing doubled, every byte right, and the fault was one. */
    public boolean isPassed() {
        return lost == 0 && repeated == 0 && changed == 0 && effective;
    }
}
