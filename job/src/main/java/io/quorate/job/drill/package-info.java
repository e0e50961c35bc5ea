/** Faults on purpose: real processes are killed, stopped and cut off under load, and the ledger is audited after each. */
@NullMarked
package io.quorate.job.drill;

import org.jspecify.annotations.NullMarked;
