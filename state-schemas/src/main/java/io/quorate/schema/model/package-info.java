/** Predictions of an ensemble and the credits its members earn. */
@NullMarked
package io.quorate.schema.model;

import org.jspecify.annotations.NullMarked;
