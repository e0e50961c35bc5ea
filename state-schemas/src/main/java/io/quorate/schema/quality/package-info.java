/** How far live data and predictions are from those an ensemble was made from. */
@NullMarked
package io.quorate.schema.quality;

import org.jspecify.annotations.NullMarked;
