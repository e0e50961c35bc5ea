/** The ledger from outside: read from topic or files, walked, anchored, exported, and what is derived from it. */
@NullMarked
package io.quorate.job.ledger;

import org.jspecify.annotations.NullMarked;
