/** What may happen to an equity: paths of returns drawn again by the million, and what their distribution says. */
@NullMarked
package io.quorate.simulate;

import org.jspecify.annotations.NullMarked;
