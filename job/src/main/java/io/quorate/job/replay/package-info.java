/** Decisions made again from the logs, held against the ledger, and explained. */
@NullMarked
package io.quorate.job.replay;

import org.jspecify.annotations.NullMarked;
