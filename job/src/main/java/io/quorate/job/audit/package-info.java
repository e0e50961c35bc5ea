/** Whether what a job wrote is what its input leads to: the plain pipeline beside the committed ledger. */
@NullMarked
package io.quorate.job.audit;

import org.jspecify.annotations.NullMarked;
