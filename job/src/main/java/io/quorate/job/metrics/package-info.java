/** Flink metrics of the stages, and their sums over the subtasks of a cluster in this process. */
@NullMarked
package io.quorate.job.metrics;

import org.jspecify.annotations.NullMarked;
