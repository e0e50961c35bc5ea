package io.quorate.lookahead;

/**
 * How much was compared, so that no offender means something.
 *
 * @param stage what it is
 * @param columns different columns of it
 * @param values values compared, over all cuts
 */
public record Tested(Stage stage, int columns, long values) {}
