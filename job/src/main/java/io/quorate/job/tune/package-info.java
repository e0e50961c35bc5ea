/** Studies: a space of parameters, trials of an objective, a store that survives, a front to deploy. */
@NullMarked
package io.quorate.job.tune;

import org.jspecify.annotations.NullMarked;
