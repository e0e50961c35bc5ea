package io.quorate.execution;

import io.quorate.schema.state.OrderState;

/**
 * Which orders the paper venue refuses: the first 13 hex digits of the order id as a fraction, turned by the golden ratio
 * for each time it was refused before, below the rate. An id that is not hex is never refused.
 */
final class Rejection {

    private static final int DIGITS = 13;
    private static final double SPAN = 1L << 52;
    private static final double TURN = 0.6180339887498949;

    private Rejection() {}

    static boolean rejects(OrderState order, double rate) {
        if (rate == 0 || order.decisionId.length() < DIGITS) {
            return false;
        }
        long head = 0;
        for (int i = 0; i < DIGITS; i++) {
            int digit = Character.digit(order.decisionId.charAt(i), 16);
            if (digit < 0) {
                return false;
            }
            head = head << 4 | digit;
        }
        double turned = head / SPAN + order.rejects * TURN;
        return turned - Math.floor(turned) < rate;
    }
}
