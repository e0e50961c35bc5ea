/** Epochs by effective time, the frontier that orders them with the data, and the sequencer that writes the log. */
@NullMarked
package io.quorate.control;

import org.jspecify.annotations.NullMarked;
