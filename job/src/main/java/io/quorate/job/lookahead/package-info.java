/** The look-ahead test over files: histories, bundles, tables made elsewhere. */
@NullMarked
package io.quorate.job.lookahead;

import org.jspecify.annotations.NullMarked;
