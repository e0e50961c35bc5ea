/** Labels when they become known, credit to the members that predicted, and the weights that follow. */
@NullMarked
package io.quorate.outcome;

import org.jspecify.annotations.NullMarked;
