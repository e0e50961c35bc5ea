/** The streaming job in this process: started, watched, stopped. */
@NullMarked
package io.quorate.job.run;

import org.jspecify.annotations.NullMarked;
