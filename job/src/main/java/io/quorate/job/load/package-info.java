/** Synthetic load for measurements and drills: a market, a bundle, and what is asked of the control plane. */
@NullMarked
package io.quorate.job.load;

import org.jspecify.annotations.NullMarked;
