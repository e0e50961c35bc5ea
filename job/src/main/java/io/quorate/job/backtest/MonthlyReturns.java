package io.quorate.job.backtest;

import io.quorate.backtest.EquitySeries;
import io.quorate.job.report.ReportNumbers;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Returns of an equity by calendar month and year, UTC: from the last equity of one to the last of the next. */
final class MonthlyReturns {
    static final List<String> COLUMNS = List.of(
            "year", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "year, all");

    private MonthlyReturns() {}

    /** Rows of {@link #COLUMNS}, in percent; empty where there was no sample. */
    static List<List<String>> rows(EquitySeries equity) {
        TreeMap<YearMonth, Double> ends = new TreeMap<>();
        long nextMs = Long.MIN_VALUE;
        YearMonth month = YearMonth.of(1970, 1);
        for (int i = 0; i < equity.size(); i++) {
            if (equity.tsMs(i) >= nextMs) {
                month = YearMonth.from(Instant.ofEpochMilli(equity.tsMs(i)).atOffset(ZoneOffset.UTC));
                nextMs = month.plusMonths(1)
                        .atDay(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .toEpochMilli();
            }
            ends.put(month, equity.equity(i));
        }
        TreeMap<Integer, List<String>> years = new TreeMap<>();
        TreeMap<Integer, Double> wealth = new TreeMap<>();
        double before = equity.initialEquity();
        for (Map.Entry<YearMonth, Double> end : ends.entrySet()) {
            int year = end.getKey().getYear();
            List<String> row = years.computeIfAbsent(year, MonthlyReturns::emptyRow);
            row.set(end.getKey().getMonthValue(), text(end.getValue() / before));
            wealth.merge(year, end.getValue() / before, (a, b) -> a * b);
            before = end.getValue();
        }
        wealth.forEach(
                (year, growth) -> years.getOrDefault(year, new ArrayList<>()).set(13, text(growth)));
        return List.copyOf(years.values());
    }

    private static List<String> emptyRow(int year) {
        List<String> row = new ArrayList<>(List.of(Integer.toString(year)));
        while (row.size() < COLUMNS.size()) {
            row.add("");
        }
        return row;
    }

    private static String text(double growth) {
        return ReportNumbers.percent(growth - 1);
    }
}
