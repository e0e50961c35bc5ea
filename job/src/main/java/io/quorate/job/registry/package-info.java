/** A directory of bundles that only grows: versions, aliases, signatures. */
@NullMarked
package io.quorate.job.registry;

import org.jspecify.annotations.NullMarked;
