/** Labels, splits and the training of an ensemble on history. The only room that needs XGBoost's native code. */
@NullMarked
package io.quorate.learn;

import org.jspecify.annotations.NullMarked;
