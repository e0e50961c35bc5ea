package io.quorate.job.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/** A page with every kind of plot and text that wants to be markup. */
final class ExamplePage {
    static final String MARKUP = "</script><b onload='x'>\"&'</b>";

    private ExamplePage() {}

    static PlotPage.Builder builder() {
        LinkedHashMap<String, String> figures = new LinkedHashMap<>();
        figures.put("total return", "12.30 %");
        figures.put(MARKUP, MARKUP);
        return PlotPage.builder("Backtest of example " + MARKUP)
                .lead("What it is about " + MARKUP)
                .figures("", figures)
                .plot("line", "Lines", lines())
                .plot("bars", "Bars", bars())
                .plot("across", "Decisions by reason", across())
                .plot("histogram", "Histogram", histogram())
                .plot("fan", "Fan", fan())
                .plot("scatter", "Scatter", scatter())
                .plot("heat", "Heat", heat())
                .plot("parallel", "Parallel coordinates", parallel())
                .plot("nothing", "Nothing", Plot.builder("There is nothing.").build())
                .gains("Months", months(), List.of(row("2024", "-1.20 %", "3.40 %"), row("2025", "0.00 %", "-")))
                .texts("Settings", List.of("setting", "value"), List.of(List.of("hash", "0123456789abcdef".repeat(4))));
    }

    private static List<String> months() {
        List<String> months = new ArrayList<>(List.of("year"));
        for (int i = 1; i <= 12; i++) {
            months.add("month " + i);
        }
        return months;
    }

    private static List<String> row(String year, String a, String b) {
        List<String> row = new ArrayList<>(List.of(year));
        for (int i = 0; i < 6; i++) {
            row.add(a);
            row.add(b);
        }
        return row;
    }

    static Plot lines() {
        int n = 30_000;
        long[] times = new long[n];
        double[] wave = new double[n];
        double[] other = new double[n];
        for (int i = 0; i < n; i++) {
            times[i] = 1_700_000_000_000L + 60_000L * i;
            wave[i] = 100 + 20 * StrictMath.sin(i / 2_000.0) + StrictMath.sin(i * 1.7);
            other[i] = i > 12_000 && i < 15_000 ? Double.NaN : 100 + i / 1_000.0;
        }
        return Plot.builder("Two lines over time, one with a gap.")
                .timeAxis("equity")
                .line("ensemble", times, wave)
                .colour(4)
                .line("<i>buy & hold</i>", times, other)
                .guideY(100, "start")
                .build();
    }

    static Plot bars() {
        return Plot.builder("Some bars.")
                .axes("fold", "score")
                .bars("first", List.of("a", MARKUP, "c"), new double[] {1, Double.NaN, -3})
                .build();
    }

    private static Plot across() {
        return Plot.builder("Decisions.")
                .axes("decisions", "reason")
                .logX()
                .barsAcross("decisions", List.of("LOW_CONFIDENCE", "SIGNAL", "STOP_LOSS"), new double[] {9000, 120, 7})
                .build();
    }

    private static Plot histogram() {
        double[] values = new double[5_000];
        Arrays.setAll(values, i -> StrictMath.sin(i) + StrictMath.cos(i * 0.37));
        values[7] = Double.POSITIVE_INFINITY;
        return Plot.builder("Counts.")
                .axes("return", "trades")
                .histogram("trades", values, 30)
                .build();
    }

    private static Plot fan() {
        double[] x = {0, 1, 2, 3};
        return Plot.builder("A fan.")
                .axes("step", "wealth")
                .band("5 to 95 %", x, new double[] {1, 0.9, 0.8, 0.75}, new double[] {1, 1.2, 1.4, 1.7})
                .line("median", x, new double[] {1, 1.02, 1.05, 1.1})
                .guideX(2, "here")
                .build();
    }

    private static Plot scatter() {
        return Plot.builder("Points.")
                .axes("drawdown", "Sharpe ratio")
                .percentX()
                .scatter(
                        "trials",
                        new double[] {0.1, 0.2, Double.NaN},
                        new double[] {1, 2, 3},
                        List.of("a", MARKUP, "c"))
                .scatter("front", new double[] {0.15}, new double[] {2.5}, List.of())
                .symbol("diamond", 10)
                .build();
    }

    private static Plot heat() {
        return Plot.builder("Cells.")
                .axes("column", "row")
                .heatmap("cells", List.of("a", "b"), List.of("r", "s"), new double[][] {{1, 2}, {Double.NaN, 4}})
                .build();
    }

    static Plot parallel() {
        int n = 120;
        double[] rate = new double[n];
        double[] depth = new double[n];
        List<String> kinds = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        int[] group = new int[n];
        for (int i = 0; i < n; i++) {
            rate[i] = StrictMath.pow(10, -1 - 2 * ((i * 37 % n) / (double) n));
            depth[i] = i % 5 == 0 ? Double.NaN : 1 + i % 9;
            kinds.add(i % 3 == 0 ? "gbtree" : "dart");
            texts.add("trial " + i);
            group[i] = i % 20 == 0 ? 0 : i % 4 == 0 ? 1 : 2;
        }
        return ParallelPlot.of(
                "Trials.",
                List.of(
                        ParallelAxis.of("learning rate", rate, true),
                        ParallelAxis.of("depth", depth, false),
                        ParallelAxis.of("booster " + MARKUP, List.of("gbtree", "dart"), new ArrayList<>(kinds))),
                List.of("best 5 %", "best quarter", "others"),
                group,
                texts);
    }
}
