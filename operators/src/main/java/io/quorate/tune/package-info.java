/**
 * The search for good parameters: spaces, samplers, fronts and when to stop. Knows nothing of what a trial does, so that any
 * objective can be searched; the same told trials and seed give the same suggestions on every machine.
 */
@NullMarked
package io.quorate.tune;

import org.jspecify.annotations.NullMarked;
