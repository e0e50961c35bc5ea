package io.quorate.job.tune;

/**
 * A time in which trials are measured.
 *
 * @param fromMs its first event time
 * @param toMs its end, exclusive
 * @param calendar the periods of returns in it
 */
record TestSpan(long fromMs, long toMs, PeriodCalendar calendar) {}
