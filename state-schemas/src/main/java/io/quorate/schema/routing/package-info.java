/** What goes to one portfolio. */
@NullMarked
package io.quorate.schema.routing;

import org.jspecify.annotations.NullMarked;
