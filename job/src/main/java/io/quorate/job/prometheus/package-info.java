/** The Prometheus endpoint of a Flink process, on one address instead of all. */
@NullMarked
package io.quorate.job.prometheus;

import org.jspecify.annotations.NullMarked;
