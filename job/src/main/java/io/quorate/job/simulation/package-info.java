/** Simulations of files of returns: what they read, how they run on Flink, and what they write. */
@NullMarked
package io.quorate.job.simulation;

import org.jspecify.annotations.NullMarked;
