/** A Flink cluster inside this process, for the demo, the bench and the tests. */
@NullMarked
package io.quorate.job.local;

import org.jspecify.annotations.NullMarked;
