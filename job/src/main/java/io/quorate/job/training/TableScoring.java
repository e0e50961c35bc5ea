package io.quorate.job.training;

import io.quorate.ensemble.EnsembleModel;
import io.quorate.ensemble.EnsembleScorer;
import io.quorate.job.fault.UserError;
import io.quorate.job.table.TableColumns;
import io.quorate.job.table.TableReader;
import io.quorate.job.table.TableWriter;
import io.quorate.learn.ProgressListener;
import io.quorate.learn.ScoredRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Scores a table row by row under the prior weights. Memory: one row, whatever the table holds. */
public final class TableScoring {
    private static final int KEYS = 2;
    private static final int ROWS_PER_LOOK = 4_096;

    private TableScoring() {}

    /**
     * What became of the rows.
     *
     * @param rows rows read, and written
     * @param unanswered rows for which the ensemble had no answer
     */
    public record Counts(long rows, long unanswered) {}

    /** Scores; throws UserError naming the columns that are missing, or the row that is none. */
    public static Counts score(EnsembleModel model, Path features, Path output, ProgressListener listener) {
        if (!Files.isRegularFile(features)) {
            throw UserError.wrongUse(features + ": expected a file, was not there");
        }
        List<String> required = new ArrayList<>(List.of("symbol", "ts_ms"));
        model.featureNames().forEach(name -> required.add(name.toLowerCase(Locale.ROOT)));
        List<String> columns = new ArrayList<>(List.of(model.memberNames()));
        columns.add(ScoredRows.ENSEMBLE);
        long bytes = Math.max(1, features.toFile().length());
        EnsembleScorer scorer = new EnsembleScorer();
        double[] weights = model.priorWeights();
        double[] row = new double[model.features()];
        double[] members = new double[model.members()];
        double[] written = new double[columns.size()];
        long rows = 0;
        long unanswered = 0;
        try (TableReader reader = TableReader.open(features, new TableColumns(required, List.of()));
                TableWriter writer = TableWriter.open(output, columns)) {
            while (reader.next()) {
                for (int j = 0; j < row.length; j++) {
                    double x = reader.number(KEYS + j);
                    row[j] = Float.isInfinite((float) x) ? Double.NaN : x;
                }
                double p = scorer.probability(model, row, weights, members);
                System.arraycopy(members, 0, written, 0, members.length);
                written[members.length] = p;
                writer.row(reader.text(0), reader.integer(1), written);
                rows++;
                unanswered += Double.isNaN(p) ? 1 : 0;
                if (rows % ROWS_PER_LOOK == 0) {
                    listener.progress(rows + " rows", (double) reader.bytesRead() / bytes);
                }
            }
            writer.commit();
        }
        return new Counts(rows, unanswered);
    }
}
