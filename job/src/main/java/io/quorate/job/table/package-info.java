/** Tables in files, row by row with flat memory: CSV, gzip CSV and Parquet, told by the name. */
@NullMarked
package io.quorate.job.table;

import org.jspecify.annotations.NullMarked;
