/** Seeded streams of random numbers whose every draw is part of what a seed means: the same bits on every machine. */
@NullMarked
package io.quorate.random;

import org.jspecify.annotations.NullMarked;
