/** What a portfolio risks, what it may risk, and how large an entry may be. */
@NullMarked
package io.quorate.risk;

import org.jspecify.annotations.NullMarked;
