/** Reports as HTML files that need nothing else: no script, no style and no image from elsewhere. */
@NullMarked
package io.quorate.job.report;

import org.jspecify.annotations.NullMarked;
