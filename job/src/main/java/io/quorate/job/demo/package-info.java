/** Load and its measurement: synthetic symbols, a paced publisher, an independent consumer of decisions. */
@NullMarked
package io.quorate.job.demo;

import org.jspecify.annotations.NullMarked;
