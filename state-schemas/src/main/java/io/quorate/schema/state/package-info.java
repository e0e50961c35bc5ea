/** Objects that live in keyed state. Add-only: a removed component breaks restore. */
@NullMarked
package io.quorate.schema.state;

import org.jspecify.annotations.NullMarked;
