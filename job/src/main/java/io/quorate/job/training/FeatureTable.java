package io.quorate.job.training;

import io.quorate.ensemble.Sha256;
import io.quorate.job.fault.UserError;
import io.quorate.job.table.TableColumns;
import io.quorate.job.table.TableReader;
import io.quorate.learn.ProgressListener;
import io.quorate.learn.Split;
import io.quorate.learn.TimeCuts;
import io.quorate.learn.TrainingRow;
import io.quorate.learn.TrainingSet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Labelled features computed elsewhere, as rows to train on: symbol, ts_ms, optionally split (0 or train, 1 or
 * calibration, 2 or test, -1 or purged), the label, and features, empty = missing.
 *
 * <p>The layout id is made of the column names, so no job takes such a bundle for one of its own features. Columns whose
 * name says that they know the future (y_, fwd_, future_, label, target) are no features unless asked for. A label is
 * taken to be known a horizon of rows of its symbol later.
 *
 * @param set the rows
 * @param counts what became of them
 */
public record FeatureTable(TrainingSet set, TableCounts counts) {
    /** Column that says which split a row belongs to. */
    public static final String SPLIT = "split";

    private static final Pattern FUTURE = Pattern.compile("(y|fwd|future)_.*|label.*|target.*");
    private static final List<String> KEYS = List.of("symbol", "ts_ms");
    private static final int ROWS_PER_LOOK = 4_096;

    /** Reads a table; throws UserError naming the column or the row that is not as expected. */
    public static FeatureTable read(Path file, FeatureTableOptions options, ProgressListener listener) {
        List<String> header = TableReader.header(file);
        List<String> features = features(file, header, options);
        List<String> required = new ArrayList<>(KEYS);
        required.add(options.labelColumn());
        required.addAll(features);
        List<Row> rows = new ArrayList<>();
        boolean hasSplit;
        try (TableReader reader = TableReader.open(file, new TableColumns(required, List.of(SPLIT)))) {
            hasSplit = reader.has(required.size());
            long bytes = Math.max(1, file.toFile().length());
            while (reader.next()) {
                rows.add(row(reader, features.size(), hasSplit));
                if (rows.size() % ROWS_PER_LOOK == 0) {
                    listener.progress(rows.size() + " rows", (double) reader.bytesRead() / bytes);
                }
            }
        }
        int symbols = setKnown(rows, options.label().horizonSamples());
        if (!hasSplit) {
            TimeCuts cuts = TimeCuts.of(rows.stream().mapToLong(row -> row.tsMs).toArray(), options.split());
            rows.forEach(row -> row.split = cuts.split(row.tsMs, row.knownMs));
        }
        List<TrainingRow> labelled =
                rows.stream().filter(row -> row.label >= 0).map(Row::training).toList();
        return new FeatureTable(
                new TrainingSet(layoutId(features), features, options.label(), labelled),
                new TableCounts(
                        rows.size(),
                        rows.size() - labelled.size(),
                        symbols,
                        features.size(),
                        header.stream().filter(name -> !features.contains(name)).toList()));
    }

    /** Id of a layout that is nothing but these names in this order. */
    public static String layoutId(List<String> names) {
        return "table-"
                + Sha256.of(String.join("\n", names).getBytes(StandardCharsets.UTF_8))
                        .substring(0, 16);
    }

    private static List<String> features(Path file, List<String> header, FeatureTableOptions options) {
        if (!header.contains(options.labelColumn())) {
            throw UserError.wrongUse(file.getFileName() + ": expected a label in column " + options.labelColumn()
                    + ", was not there; --label-column names another of " + String.join(",", header));
        }
        if (!options.columns().isEmpty()) {
            return options.columns();
        }
        List<String> features = header.stream()
                .filter(name -> !KEYS.contains(name)
                        && !name.equals(SPLIT)
                        && !name.equals(options.labelColumn())
                        && !options.exclude().contains(name)
                        && !FUTURE.matcher(name).matches())
                .toList();
        if (features.isEmpty()) {
            throw UserError.wrongUse(
                    file.getFileName() + ": expected columns of features, was " + String.join(",", header));
        }
        return features;
    }

    private static Row row(TableReader reader, int features, boolean hasSplit) {
        Row row = new Row();
        row.symbol = reader.text(0);
        row.tsMs = reader.integer(1);
        double label = reader.number(2);
        if (label != 0 && label != 1 && !Double.isNaN(label)) {
            throw reader.error("expected 0, 1 or nothing as a label, was " + label);
        }
        row.label = Double.isNaN(label) ? -1 : (int) label;
        row.values = new double[features];
        for (int j = 0; j < features; j++) {
            row.values[j] = reader.number(3 + j);
        }
        row.split = hasSplit ? split(reader, reader.text(3 + features)) : Split.PURGED;
        return row;
    }

    private static Split split(TableReader reader, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "0", "0.0", "train" -> Split.TRAIN;
            case "1", "1.0", "calibration", "validation", "val" -> Split.CALIBRATION;
            case "2", "2.0", "test" -> Split.TEST;
            case "-1", "-1.0", "purged" -> Split.PURGED;
            default -> throw reader.error("expected split 0, 1, 2 or -1, was '" + text + "'");
        };
    }

    /** Sets when labels are known; gives the number of symbols. */
    private static int setKnown(List<Row> rows, int horizon) {
        Map<String, List<Row>> bySymbol = new TreeMap<>();
        rows.forEach(row ->
                bySymbol.computeIfAbsent(row.symbol, s -> new ArrayList<>()).add(row));
        for (List<Row> own : bySymbol.values()) {
            own.sort(Comparator.comparingLong(row -> row.tsMs));
            for (int i = 0; i < own.size(); i++) {
                own.get(i).knownMs = own.get(Math.min(own.size() - 1, i + horizon)).tsMs;
            }
        }
        return bySymbol.size();
    }

    private static final class Row {
        private String symbol = "";
        private long tsMs;
        private long knownMs;
        private double[] values = {};
        private int label;
        private Split split = Split.PURGED;

        TrainingRow training() {
            return new TrainingRow(symbol, tsMs, knownMs, values, label, split);
        }
    }
}
