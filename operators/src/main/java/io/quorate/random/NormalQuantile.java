package io.quorate.random;

/**
 * Inverse of the standard normal distribution by rational functions, about 16 digits: algorithm AS 241, PPND16 (Wichura
 * 1988). The same bits on every Java.
 */
public final class NormalQuantile {

    private static final double CENTRE = 0.425;
    private static final double CENTRE_SQUARED = 0.180625;
    private static final double NEAR_TAIL = 5;
    private static final double NEAR_TAIL_SHIFT = 1.6;

    private static final double[] CENTRE_OVER = {
        3.3871328727963665,
        133.14166789178438,
        1971.5909503065513,
        13731.69376550946,
        45921.95393154987,
        67265.7709270087,
        33430.57558358813,
        2509.0809287301227
    };
    private static final double[] CENTRE_UNDER = {
        1,
        42.31333070160091,
        687.1870074920579,
        5394.196021424751,
        21213.794301586597,
        39307.89580009271,
        28729.085735721943,
        5226.495278852854
    };
    private static final double[] NEAR_OVER = {
        1.4234371107496835,
        4.630337846156546,
        5.769497221460691,
        3.6478483247632045,
        1.2704582524523684,
        0.2417807251774506,
        0.022723844989269184,
        0.0007745450142783414
    };
    private static final double[] NEAR_UNDER = {
        1,
        2.053191626637759,
        1.6763848301838038,
        0.6897673349851,
        0.14810397642748008,
        0.015198666563616457,
        0.0005475938084995345,
        1.0507500716444169e-9
    };
    private static final double[] FAR_OVER = {
        6.657904643501103,
        5.463784911164114,
        1.7848265399172913,
        0.29656057182850487,
        0.026532189526576124,
        0.0012426609473880784,
        2.7115555687434876e-5,
        2.0103343992922881e-7
    };
    private static final double[] FAR_UNDER = {
        1,
        0.599832206555888,
        0.1369298809227358,
        0.014875361290850615,
        0.0007868691311456133,
        1.8463183175100548e-5,
        1.421511758316446e-7,
        2.0442631033899397e-15
    };

    private NormalQuantile() {}

    /** The standard normal of a draw; always finite. */
    public static double ofBits(long bits) {
        return of(SplitMix64.openUnit(bits));
    }

    /** The z below which a standard normal is with probability p; infinite at 0 and 1, NaN outside. */
    public static double of(double p) {
        double fromMiddle = p - 0.5;
        if (Math.abs(fromMiddle) <= CENTRE) {
            double r = CENTRE_SQUARED - fromMiddle * fromMiddle;
            return fromMiddle * ratio(CENTRE_OVER, CENTRE_UNDER, r);
        }
        double tail = fromMiddle < 0 ? p : 1 - p;
        if (!(tail > 0)) {
            return tail == 0 ? Math.copySign(Double.POSITIVE_INFINITY, fromMiddle) : Double.NaN;
        }
        double r = Math.sqrt(-StrictMath.log(tail));
        double z = r <= NEAR_TAIL
                ? ratio(NEAR_OVER, NEAR_UNDER, r - NEAR_TAIL_SHIFT)
                : ratio(FAR_OVER, FAR_UNDER, r - NEAR_TAIL);
        return Math.copySign(z, fromMiddle);
    }

    private static double ratio(double[] over, double[] under, double r) {
        double top = over[7];
        double bottom = under[7];
        for (int i = 6; i >= 0; i--) {
            top = top * r + over[i];
            bottom = bottom * r + under[i];
        }
        return top / bottom;
    }
}
