/** JSON codecs. Strict on input, canonical on output. */
@NullMarked
package io.quorate.schema.codec;

import org.jspecify.annotations.NullMarked;
