/** Histories in files: trades to bars, bars to features, in this process or as a Flink batch job with the same rows. */
@NullMarked
package io.quorate.job.batch;

import org.jspecify.annotations.NullMarked;
