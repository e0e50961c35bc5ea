/** Feature vectors and the regime of a sample. */
@NullMarked
package io.quorate.schema.feature;

import org.jspecify.annotations.NullMarked;
