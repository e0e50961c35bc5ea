package io.quorate.job.savepoint;

/**
 * A state of an operator in a savepoint.
 *
 * @param name name as Flink wrote it
 * @param kind how it is kept
 */
public record SavedState(String name, StateKind kind) {}
