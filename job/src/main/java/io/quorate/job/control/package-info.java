/** Asking for control changes and seeing what became of them: requests, the log read back, files of specs. */
@NullMarked
package io.quorate.job.control;

import org.jspecify.annotations.NullMarked;
