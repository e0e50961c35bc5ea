/** The command line: commands, exit codes, one clear line for each error. */
@NullMarked
package io.quorate.job.cli;

import org.jspecify.annotations.NullMarked;
