/** From files of history to a trained bundle, through the classes the job runs. */
@NullMarked
package io.quorate.job.training;

import org.jspecify.annotations.NullMarked;
