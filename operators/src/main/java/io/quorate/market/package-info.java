/** Market data in event time: lateness, order, duplicates, and the samples made of it. */
@NullMarked
package io.quorate.market;

import org.jspecify.annotations.NullMarked;
