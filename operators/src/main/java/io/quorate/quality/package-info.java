/** Watches live data and predictions against what an ensemble was made from; decides nothing. */
@NullMarked
package io.quorate.quality;

import org.jspecify.annotations.NullMarked;
