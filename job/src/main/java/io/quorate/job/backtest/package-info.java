/** History through the pipeline of the job: decisions, trades, equity and what they are worth. */
@NullMarked
package io.quorate.job.backtest;

import org.jspecify.annotations.NullMarked;
