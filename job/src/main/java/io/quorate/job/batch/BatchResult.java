package io.quorate.job.batch;

import org.jspecify.annotations.Nullable;

/**
 * What became of the rows.
 *
 * @param rowsIn rows of the files
 * @param rowsOut rows written
 * @param symbols symbols among them
 * @param rejected rows the market's rules refuse
 * @param duplicates repeats of an identity
 * @param late rows further behind than allowed
 * @param firstRejection place and reason; null when none was
 */
public record BatchResult(
        long rowsIn,
        long rowsOut,
        long symbols,
        long rejected,
        long duplicates,
        long late,
        @Nullable String firstRejection) {}
