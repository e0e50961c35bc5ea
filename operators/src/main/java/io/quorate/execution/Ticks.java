package io.quorate.execution;

/**
 * Prices and quantities in steps of a venue. Prices are taken to the nearest micro-unit first, so that 1.13 is on a step
 * of 0.01; a step of 0 leaves everything as it is.
 */
public final class Ticks {

    private static final double MICROS = 1e6;
    private static final double MOST = 1L << 53;

    private Ticks() {}

    /** The greatest step at or below a price. */
    public static double down(double price, long tickMicros) {
        return onSteps(price, tickMicros)
                ? price
                : Math.floorDiv(Math.round(price * MICROS), tickMicros) * tickMicros / MICROS;
    }

    /** The least step at or above a price. */
    public static double up(double price, long tickMicros) {
        return onSteps(price, tickMicros)
                ? price
                : -Math.floorDiv(-Math.round(price * MICROS), tickMicros) * tickMicros / MICROS;
    }

    /** The next step in a direction: up for a positive sign, down for a negative one. */
    public static double towards(int sign, double price, long tickMicros) {
        return sign > 0 ? up(price, tickMicros) : down(price, tickMicros);
    }

    /** The greatest number of whole lots in a quantity. */
    public static long lots(long quantityMicros, long lotMicros) {
        return lotMicros == 0 ? quantityMicros : quantityMicros / lotMicros * lotMicros;
    }

    private static boolean onSteps(double price, long tickMicros) {
        return tickMicros == 0 || !(Math.abs(price) * MICROS < MOST);
    }
}
