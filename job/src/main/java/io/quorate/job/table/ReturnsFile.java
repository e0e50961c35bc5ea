package io.quorate.job.table;

import io.quorate.job.fault.UserError;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * A column of returns in a table, and the columns that may lie beside it.
 *
 * @param returns finite simple returns in file order
 * @param exposure gross exposure of each period; null when the file has none
 * @param traded traded notional of each period; null when the file has none
 */
public record ReturnsFile(double[] returns, double @Nullable [] exposure, double @Nullable [] traded) {
    private static final List<String> USUAL = List.of("return", "returns", "ret", "r");
    private static final String EXPOSURE = "exposure";
    private static final String TRADED = "traded";

    /**
     * Reads a file; the first line may be a number already when there is one column.
     *
     * @param column its name in any case; null for the only column, or the one named return, returns, ret or r
     * @throws UserError for a file without the column, or a field that is no finite number
     */
    public static ReturnsFile read(Path file, @Nullable String column) {
        List<String> header = TableReader.header(file);
        String name = column == null ? usual(file, header) : column.toLowerCase(Locale.ROOT);
        DoubleStream.Builder returns = DoubleStream.builder();
        DoubleStream.Builder exposure = DoubleStream.builder();
        DoubleStream.Builder traded = DoubleStream.builder();
        if (header.size() == 1 && isNumber(name)) {
            returns.add(Double.parseDouble(name));
        }
        List<String> beside = name.equals(EXPOSURE) || name.equals(TRADED) ? List.of() : List.of(EXPOSURE, TRADED);
        try (TableReader rows = TableReader.open(file, new TableColumns(List.of(name), beside))) {
            boolean hasExposure = !beside.isEmpty() && rows.has(1);
            boolean hasTraded = !beside.isEmpty() && rows.has(2);
            while (rows.next()) {
                returns.add(finite(rows, 0, name));
                if (hasExposure) {
                    exposure.add(positive(rows, 1));
                }
                if (hasTraded) {
                    traded.add(positive(rows, 2));
                }
            }
            return new ReturnsFile(
                    returns.build().toArray(),
                    hasExposure ? exposure.build().toArray() : null,
                    hasTraded ? traded.build().toArray() : null);
        }
    }

    private static String usual(Path file, List<String> header) {
        if (header.size() == 1) {
            return header.get(0);
        }
        List<String> found = USUAL.stream().filter(header::contains).toList();
        if (found.size() != 1) {
            throw UserError.wrongUse(TableFormat.name(file) + ": expected --column with one of " + header
                    + ", or exactly one column of " + USUAL);
        }
        return found.get(0);
    }

    private static boolean isNumber(String text) {
        return text.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[-+]?[0-9]+)?");
    }

    private static double finite(TableReader rows, int column, String name) {
        double value = rows.number(column);
        if (!Double.isFinite(value)) {
            throw rows.error("expected a finite number in " + name + ", was "
                    + (Double.isNaN(value) ? "none or NaN" : Double.toString(value)));
        }
        return value;
    }

    private static double positive(TableReader rows, int column) {
        double value = finite(rows, column, column == 1 ? EXPOSURE : TRADED);
        if (value < 0) {
            throw rows.error("expected " + (column == 1 ? EXPOSURE : TRADED) + " from 0, was " + value);
        }
        return value;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof ReturnsFile other
                && Arrays.equals(returns, other.returns)
                && Arrays.equals(exposure, other.exposure)
                && Arrays.equals(traded, other.traded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(returns);
    }
}
