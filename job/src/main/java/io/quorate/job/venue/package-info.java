/** The venue job: decisions in, orders over HTTP, what became of them out. */
@NullMarked
package io.quorate.job.venue;

import org.jspecify.annotations.NullMarked;
