/** The members of an ensemble, how they are scored, and how a bundle of them is written, verified and shared. */
@NullMarked
package io.quorate.ensemble;

import org.jspecify.annotations.NullMarked;
