package io.quorate.job.savepoint;

/** How Flink keeps a state, and so what becomes of it when the parallelism changes. */
public enum StateKind {
    /** By key, moves with its key group. */
    KEYED,
    /** Timers of keys, move with their key groups. */
    TIMERS,
    /** List of a subtask; the elements are shared out. */
    LIST,
    /** List of a subtask; every subtask gets all elements. */
    UNION,
    /** Equal in every subtask. */
    BROADCAST,
    /** Of the operator as a whole, in the JobManager. */
    COORDINATOR
}
