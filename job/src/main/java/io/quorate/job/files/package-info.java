/** Market data in files. */
@NullMarked
package io.quorate.job.files;

import org.jspecify.annotations.NullMarked;
