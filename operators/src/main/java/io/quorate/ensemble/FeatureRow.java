package io.quorate.ensemble;

/**
 * One feature vector made ready for every member: the numbers, and the integer keys the forests compare.
 *
 * <p>A forest compares in 32-bit floats, as XGBoost does. A float becomes an int that sorts the same way, so that a
 * node is one integer subtraction. Each feature has two keys that differ only when it is NaN: the first one sorts after
 * every threshold (missing goes right), the second before (missing goes left); a node reads the one of its default
 * direction. One more key sorts before everything: a leaf reads it. Scratch of one thread.
 */
public final class FeatureRow {
    /** Slot of the key that sorts before every other. */
    static final int BELOW_ALL = 0;

    private final int[] keys;
    private double[] values;

    public FeatureRow(int features) {
        this.keys = new int[1 + 2 * features];
        this.values = new double[features];
        keys[BELOW_ALL] = Integer.MIN_VALUE;
    }

    /** Number of features. */
    public int size() {
        return values.length;
    }

    /** Binds the row to a vector, which is read, not copied. */
    public FeatureRow load(double[] features) {
        if (1 + 2 * features.length != keys.length) {
            throw new IllegalArgumentException("expected " + keys.length / 2 + " features, was " + features.length);
        }
        values = features;
        for (int i = 0; i < features.length; i++) {
            float x = (float) features[i];
            boolean missing = Float.isNaN(x);
            int key = key(x);
            keys[2 * i + 1] = missing ? Integer.MAX_VALUE : key;
            keys[2 * i + 2] = missing ? Integer.MIN_VALUE : key;
        }
        return this;
    }

    double[] values() {
        return values;
    }

    int[] keys() {
        return keys;
    }

    /** Index of the key a node compares. */
    static int slot(int feature, boolean missingGoesLeft) {
        return 2 * feature + (missingGoesLeft ? 2 : 1);
    }

    /** Feature of a slot other than {@link #BELOW_ALL}. */
    static int feature(int slot) {
        return (slot - 1) >> 1;
    }

    static boolean missingGoesLeft(int slot) {
        return (slot & 1) == 0;
    }

    /** An int that orders as the float does; both zeros are equal. */
    static int key(float x) {
        int bits = Float.floatToRawIntBits(x + 0.0f);
        return bits ^ ((bits >> 31) & 0x7fffffff);
    }
}
