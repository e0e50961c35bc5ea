/** Market data: what arrives, what is refused, and the sample every later step works on. */
@NullMarked
package io.quorate.schema.market;

import org.jspecify.annotations.NullMarked;
