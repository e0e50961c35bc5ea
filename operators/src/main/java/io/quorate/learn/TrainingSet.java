package io.quorate.learn;

import io.quorate.ensemble.Sha256;
import io.quorate.schema.model.LabelSpec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Labelled rows of all symbols in (event time, symbol) order, as one primitive matrix.
 *
 * <p>Rows that are purged are kept and counted, never used.
 */
public final class TrainingSet {
    /** Fewest rows that can teach. */
    static final int LEAST_ROWS = 20;

    private final String layoutId;
    private final List<String> featureNames;
    private final LabelSpec label;
    private final int columns;
    private final double[] matrix;
    private final String[] symbols;
    private final long[] tsMs;
    private final long[] labelKnownMs;
    private final byte[] labels;
    private final Split[] splits;
    private final boolean @Nullable [] hidden;

    /**
     * Lays rows out; rows of equal time and symbol keep their order.
     *
     * @throws IllegalArgumentException if a row has another number of features
     */
    public TrainingSet(String layoutId, List<String> featureNames, LabelSpec label, List<TrainingRow> rows) {
        this.layoutId = layoutId;
        this.featureNames = List.copyOf(featureNames);
        this.label = label;
        this.columns = featureNames.size();
        int n = rows.size();
        this.matrix = new double[Math.multiplyExact(n, columns)];
        this.symbols = new String[n];
        this.tsMs = new long[n];
        this.labelKnownMs = new long[n];
        this.labels = new byte[n];
        this.splits = new Split[n];
        this.hidden = null;
        TrainingRow[] ordered = rows.toArray(TrainingRow[]::new);
        Arrays.sort(ordered, Comparator.comparingLong(TrainingRow::tsMs).thenComparing(TrainingRow::symbol));
        for (int i = 0; i < n; i++) {
            put(i, ordered[i]);
        }
    }

    private TrainingSet(TrainingSet from, boolean[] hidden) {
        this.layoutId = from.layoutId;
        this.featureNames = from.featureNames;
        this.label = from.label;
        this.columns = from.columns;
        this.matrix = from.matrix;
        this.symbols = from.symbols;
        this.tsMs = from.tsMs;
        this.labelKnownMs = from.labelKnownMs;
        this.labels = from.labels;
        this.splits = from.splits;
        this.hidden = hidden;
    }

    /**
     * The same rows as members see them that learn from these features alone: the value of every other is missing. Shares
     * the matrix; a copy of a row's features stays whole.
     *
     * @param names empty for all
     * @throws IllegalArgumentException for a name that is none of the features
     */
    TrainingSet only(List<String> names) {
        if (names.isEmpty()) {
            return this;
        }
        if (!featureNames.containsAll(names)) {
            throw new IllegalArgumentException("expected some of the features " + featureNames + ", was " + names);
        }
        boolean[] others = new boolean[columns];
        Set<String> chosen = new HashSet<>(names);
        for (int j = 0; j < columns; j++) {
            others[j] = !chosen.contains(featureNames.get(j));
        }
        return new TrainingSet(this, others);
    }

    private void put(int i, TrainingRow row) {
        if (row.features().length != columns) {
            throw new IllegalArgumentException("expected " + columns + " features of " + row.symbol() + " at "
                    + row.tsMs() + ", was " + row.features().length);
        }
        for (int j = 0; j < columns; j++) {
            double x = row.features()[j];
            matrix[i * columns + j] = Float.isInfinite((float) x) ? Double.NaN : x;
        }
        symbols[i] = row.symbol();
        tsMs[i] = row.tsMs();
        labelKnownMs[i] = row.labelKnownMs();
        labels[i] = (byte) row.label();
        splits[i] = row.split();
    }

    public String layoutId() {
        return layoutId;
    }

    public List<String> featureNames() {
        return featureNames;
    }

    /** The label with its threshold filled in. */
    public LabelSpec label() {
        return label;
    }

    public int rows() {
        return labels.length;
    }

    public int columns() {
        return columns;
    }

    /** Rows used for this purpose, ascending. */
    public int[] rows(Split split) {
        int[] rows = new int[splits.length];
        int n = 0;
        for (int i = 0; i < splits.length; i++) {
            if (splits[i] == split) {
                rows[n++] = i;
            }
        }
        return Arrays.copyOf(rows, n);
    }

    public double value(int row, int column) {
        return hidden != null && hidden[column] ? Double.NaN : matrix[row * columns + column];
    }

    /** A copy of one row's features. */
    public double[] features(int row) {
        return Arrays.copyOfRange(matrix, row * columns, (row + 1) * columns);
    }

    public String symbol(int row) {
        return symbols[row];
    }

    public long tsMs(int row) {
        return tsMs[row];
    }

    public long labelKnownMs(int row) {
        return labelKnownMs[row];
    }

    /** 1 if it happened, else 0. */
    public int label(int row) {
        return labels[row];
    }

    public Split split(int row) {
        return splits[row];
    }

    /** Whether these rows are enough to fit anything on, and have both labels. */
    boolean teaches(int[] rows) {
        int positives = Arrays.stream(labels(rows)).sum();
        return rows.length >= LEAST_ROWS && positives > 0 && positives < rows.length;
    }

    /** Labels of these rows. */
    public int[] labels(int[] rows) {
        int[] chosen = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = labels[rows[i]];
        }
        return chosen;
    }

    /** SHA-256 over everything a model may learn from, lower-case hex. */
    public String sha256() {
        MessageDigest digest = Sha256.digest();
        text(digest, layoutId);
        featureNames.forEach(name -> text(digest, name));
        text(digest, label.toString());
        ByteBuffer row = ByteBuffer.allocate(8 * columns + 2 * 8 + 1);
        for (int i = 0; i < labels.length; i++) {
            text(digest, symbols[i]);
            text(digest, splits[i].name());
            row.clear();
            row.putLong(tsMs[i]).putLong(labelKnownMs[i]).put(labels[i]);
            for (int j = 0; j < columns; j++) {
                row.putDouble(matrix[i * columns + j]);
            }
            digest.update(row.array());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void text(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
