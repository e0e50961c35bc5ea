/** Counts and times of the stages; the only place a clock may enter, and never a decision. */
@NullMarked
package io.quorate.telemetry;

import org.jspecify.annotations.NullMarked;
