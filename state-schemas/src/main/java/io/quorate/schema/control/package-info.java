/** The control log: epochs, frontier, and the requests that lead to them. */
@NullMarked
package io.quorate.schema.control;

import org.jspecify.annotations.NullMarked;
