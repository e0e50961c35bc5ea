/** Wiring of the rooms into a Flink job, and the processes around it. */
@NullMarked
package io.quorate.job;

import org.jspecify.annotations.NullMarked;
