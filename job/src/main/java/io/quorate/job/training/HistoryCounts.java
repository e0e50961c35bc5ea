package io.quorate.job.training;

/**
 * What became of the records of a history; the first four add up to {@code records}.
 *
 * @param records records in the files
 * @param accepted records that made samples
 * @param duplicates repeats of an identity
 * @param rejected records with values the market's rules refuse
 * @param afterEnd records after the end that was asked for
 * @param samples trades or bars
 * @param vectors samples with every feature
 * @param symbols symbols with at least one sample
 */
public record HistoryCounts(
        long records,
        long accepted,
        long duplicates,
        long rejected,
        long afterEnd,
        long samples,
        long vectors,
        int symbols) {}
