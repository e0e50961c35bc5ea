/** What is said to the user when something cannot be done. */
@NullMarked
package io.quorate.job.fault;

import org.jspecify.annotations.NullMarked;
