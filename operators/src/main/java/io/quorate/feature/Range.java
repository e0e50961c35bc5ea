package io.quorate.feature;

/** The values a feature can take when it is defined. What lies outside is no value, whatever made it. */
enum Range {
    /** Any finite number. */
    FINITE(-Double.MAX_VALUE, Double.MAX_VALUE),
    NOT_NEGATIVE(0, Double.MAX_VALUE),
    /** 0 to 1. */
    SHARE(0, 1),
    /** 0 to 100. */
    PERCENT(0, 100);

    /** Room for the rounding of a quotient. */
    private static final double SLACK = 1e-9;

    final double least;
    final double greatest;

    Range(double least, double greatest) {
        this.least = least;
        this.greatest = greatest < Double.MAX_VALUE ? greatest * (1 + SLACK) : greatest;
    }
}
