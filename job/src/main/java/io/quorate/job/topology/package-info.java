/** The job graph: one chain from the market source to the ledger, in the order of the walk. */
@NullMarked
package io.quorate.job.topology;

import org.jspecify.annotations.NullMarked;
