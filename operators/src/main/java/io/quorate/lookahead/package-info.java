/** Proof that nothing knows the future: the past has to stay as it was when the future is cut off, or replaced. */
@NullMarked
package io.quorate.lookahead;

import org.jspecify.annotations.NullMarked;
