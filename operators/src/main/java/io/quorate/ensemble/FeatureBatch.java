package io.quorate.ensemble;

/** Rows scored together, and the sums that belong to them. Scratch of one thread, allocated once. */
public final class FeatureBatch {
    private final FeatureRow[] rows;
    private final float[] sums;
    private int count;

    /**
     * Room for rows.
     *
     * @param features columns of a row
     * @param capacity most rows at a time
     */
    public FeatureBatch(int features, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("expected room for 1 row or more, was " + capacity);
        }
        rows = new FeatureRow[capacity];
        for (int i = 0; i < capacity; i++) {
            rows[i] = new FeatureRow(features);
        }
        sums = new float[capacity];
    }

    /** Most rows at a time. */
    public int capacity() {
        return rows.length;
    }

    /** Columns of a row. */
    public int features() {
        return rows[0].size();
    }

    /** Rows loaded. */
    public int rows() {
        return count;
    }

    /** Binds the batch to {@code features[from .. from + rows)}, which are read, not copied. */
    public FeatureBatch load(double[][] features, int from, int rowsToLoad) {
        if (rowsToLoad < 0 || rowsToLoad > rows.length) {
            throw new IllegalArgumentException("expected 0.." + rows.length + " rows, was " + rowsToLoad);
        }
        for (int i = 0; i < rowsToLoad; i++) {
            rows[i].load(features[from + i]);
        }
        count = rowsToLoad;
        return this;
    }

    FeatureRow row(int i) {
        return rows[i];
    }

    float[] sums() {
        return sums;
    }
}
