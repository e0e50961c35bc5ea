/** Decides for one portfolio: exits first, then confidence, limits, risk score and size; every answer has its reason. */
@NullMarked
package io.quorate.decision;

import org.jspecify.annotations.NullMarked;
