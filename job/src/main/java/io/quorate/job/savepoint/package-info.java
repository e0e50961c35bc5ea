/** Savepoints and retained checkpoints: what is in them, and whether a job can start from them. */
@NullMarked
package io.quorate.job.savepoint;

import org.jspecify.annotations.NullMarked;
