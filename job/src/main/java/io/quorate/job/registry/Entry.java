package io.quorate.job.registry;

/**
 * Who writes into a registry, why and when.
 *
 * @param author who
 * @param reason why; may be empty
 * @param atMs when, wall time, epoch ms
 */
public record Entry(String author, String reason, long atMs) {}
