package io.quorate.schema.control;

/**
 * Answer of one scoring subtask to a PREPARE.
 *
 * @param version ensemble version
 * @param sha256 digest of the bundle it speaks of
 * @param subtask index of the subtask
 * @param parallelism number of scoring subtasks
 * @param round round of the PREPARE it answers: only the last round of a running job counts
 * @param loaded true if verified and warm
 * @param reason why not, otherwise empty
 */
public record ControlAck(
        long version, String sha256, int subtask, int parallelism, int round, boolean loaded, String reason) {}
