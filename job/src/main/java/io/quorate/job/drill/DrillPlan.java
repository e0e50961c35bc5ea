package io.quorate.job.drill;

import io.quorate.job.fault.UserError;
import java.util.List;

/**
 * A drill: its load, and what is done to it.
 *
 * @param faults one after another
 * @param storm kills of a TASKMANAGER_STORM
 * @param rate records a second
 * @param symbols synthetic symbols
 * @param portfolios portfolios that share the symbols out
 * @param records the load goes on until so many were sent
 * @param settleMs undisturbed time before the first fault and after each
 * @param seed of the random choices
 * @param faultsPerWeek how often each kind of fault is assumed to come, for the availability
 */
public record DrillPlan(
        List<Fault> faults,
        int storm,
        int rate,
        int symbols,
        int portfolios,
        long records,
        long settleMs,
        long seed,
        double faultsPerWeek) {
    static final int TASK_MANAGERS = 2;
    static final int SLOTS = 2;
    static final int PARTITIONS = 4;
    static final int PARALLELISM = 2;

    public DrillPlan {
        faults = List.copyOf(faults);
        if (faults.isEmpty() || rate < 1 || symbols < 1 || portfolios < 1 || storm < 1 || !(faultsPerWeek >= 0)) {
            throw UserError.wrongUse("expected faults, and a rate, symbols, portfolios and a storm of 1 or more, was "
                    + faults + ", " + rate + ", " + symbols + ", " + portfolios + ", " + storm);
        }
    }

    /** Whether one of the faults needs ZooKeeper. */
    boolean needsZooKeeper() {
        return faults.contains(Fault.JOBMANAGER_KILL);
    }
}
