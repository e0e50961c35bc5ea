/** The wire form of the records that cross from one task of the job to the next; no state is kept in it. */
@NullMarked
package io.quorate.edge;

import org.jspecify.annotations.NullMarked;
