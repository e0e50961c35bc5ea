/** Every option of the job, declared once, and the settings of one run. */
@NullMarked
package io.quorate.job.options;

import org.jspecify.annotations.NullMarked;
