/** The whole walk in plain Java, on the classes the job runs. */
@NullMarked
package io.quorate.backtest;

import org.jspecify.annotations.NullMarked;
