/** What must hold before the job is submitted: each check refuses in one line that says what to change. */
@NullMarked
package io.quorate.job.preflight;

import org.jspecify.annotations.NullMarked;
