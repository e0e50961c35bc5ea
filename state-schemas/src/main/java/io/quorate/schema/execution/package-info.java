/** Fills of orders. */
@NullMarked
package io.quorate.schema.execution;

import org.jspecify.annotations.NullMarked;
