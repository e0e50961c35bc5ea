/** Rolling features of one symbol: constant work per sample whatever the window, no look-ahead, no drift. */
@NullMarked
package io.quorate.feature;

import org.jspecify.annotations.NullMarked;
