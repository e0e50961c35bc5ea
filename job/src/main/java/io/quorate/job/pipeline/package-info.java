/** From history to a promoted bundle: train, backtest, gates, registry, shadow, outcomes, promotion. */
@NullMarked
package io.quorate.job.pipeline;

import org.jspecify.annotations.NullMarked;
