package io.quorate.feature;

/** When two values of a column count as the same: the tolerance of the definitions, and both undefined. */
final class ColumnEquality {

    private ColumnEquality() {}

    static boolean same(String column, double a, double b, double close) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Double.isNaN(a) && Double.isNaN(b);
        }
        double relative = column.contains("skew") || column.contains("kurt") ? 1e-7 : 1e-9;
        double absolute = 1e-12 * (priceLike(column) ? close : 1);
        return Math.abs(a - b) <= relative * Math.max(Math.abs(a), Math.abs(b)) + absolute;
    }

    private static boolean priceLike(String column) {
        return column.matches("(mean|std|min|max|atr|slope)_.*|macd.*");
    }
}
