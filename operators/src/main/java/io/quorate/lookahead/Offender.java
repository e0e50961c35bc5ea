package io.quorate.lookahead;

/**
 * A column that knows the future.
 *
 * @param stage what it is
 * @param column its name
 * @param key symbol, or portfolio and symbol, of the first value
 * @param tsMs first event time at which it differs, epoch ms
 * @param cutMs last event time of the history that was left as it is
 * @param method how it was shown
 * @param expected the value with the whole history
 * @param was the value without the future
 * @param values how many values differed, over all cuts
 * @param cuts at how many cuts
 * @param reachMs event time it looks ahead, at least
 */
public record Offender(
        Stage stage,
        String column,
        String key,
        long tsMs,
        long cutMs,
        Method method,
        String expected,
        String was,
        long values,
        int cuts,
        long reachMs) {}
