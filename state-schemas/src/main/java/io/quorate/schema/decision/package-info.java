/** Decisions with their reasons, and the ledger entry that proves them. */
@NullMarked
package io.quorate.schema.decision;

import org.jspecify.annotations.NullMarked;
