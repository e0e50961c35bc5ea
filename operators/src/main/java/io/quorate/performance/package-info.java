/** Figures of merit of returns and trades, and the tests that tell skill from luck. Knows no other room. */
@NullMarked
package io.quorate.performance;

import org.jspecify.annotations.NullMarked;
