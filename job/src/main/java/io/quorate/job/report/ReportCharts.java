package io.quorate.job.report;

import io.quorate.learn.Curves;
import io.quorate.learn.Curves.Bin;
import io.quorate.learn.Curves.Confusion;
import io.quorate.learn.Curves.RocPoint;
import io.quorate.learn.Curves.Stretch;
import io.quorate.learn.ScoredRows;
import io.quorate.learn.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Charts of the probabilities of a training. Members have the colours 0 to 3, the ensemble 4. */
final class ReportCharts {
    private static final int ENSEMBLE_COLOUR = 4;
    private static final int ROC_POINTS = 150;
    private static final int STRETCHES = 120;
    private static final double[] THRESHOLDS = {0.3, 0.4, 0.5, 0.6, 0.7};

    private final ScoredRows scored;
    private final int[] rows;
    private final int[] labels;
    private final double[] ensemble;
    private final List<Stretch> stretches;

    ReportCharts(ScoredRows scored) {
        this.scored = scored;
        this.rows = scored.set().rows(scored.held());
        this.labels = scored.set().labels(rows);
        this.ensemble = scored.probabilities(ScoredRows.ENSEMBLE, rows);
        this.stretches = Curves.overTime(scored, STRETCHES);
    }

    private int colour(String name) {
        return name.equals(ScoredRows.ENSEMBLE)
                ? ENSEMBLE_COLOUR
                : scored.names().indexOf(name) % ENSEMBLE_COLOUR;
    }

    private String names() {
        return HtmlPage.legend(
                scored.names(), scored.names().stream().mapToInt(this::colour).toArray());
    }

    String roc() {
        SvgChart chart = new SvgChart("ROC curves", 0, 1, 0, 1)
                .axes("share of zeros called", "share of ones called")
                .guide(0, 0, 1, 1);
        for (String name : scored.names()) {
            List<RocPoint> points = Curves.roc(scored.probabilities(name, rows), labels, ROC_POINTS);
            chart.line(
                    colour(name),
                    points.stream().mapToDouble(RocPoint::falsePositiveRate).toArray(),
                    points.stream().mapToDouble(RocPoint::truePositiveRate).toArray());
        }
        return HtmlPage.figure("ROC", names(), chart.svg());
    }

    String reliability() {
        SvgChart chart = new SvgChart("calibration curves", 0, 1, 0, 1)
                .axes("mean probability", "share of ones")
                .guide(0, 0, 1, 1);
        for (String name : scored.names()) {
            List<Bin> bins = Curves.reliability(scored.probabilities(name, rows), labels);
            List<Bin> filled = bins.stream().filter(b -> b.rows() > 0).toList();
            chart.line(
                    colour(name),
                    filled.stream().mapToDouble(Bin::mean).toArray(),
                    filled.stream().mapToDouble(Bin::rate).toArray());
            if (colour(name) == ENSEMBLE_COLOUR) {
                filled.forEach(b -> chart.dot(ENSEMBLE_COLOUR, b.mean(), b.rate(), (double) b.rows() / rows.length));
            }
        }
        return HtmlPage.figure(
                "Calibration in ten bins; a dot's area is the bin's share of rows", names(), chart.svg());
    }

    String meanOverTime() {
        SvgChart chart = timeChart("probability and labels over time", "share", 1)
                .line(0, times(), of(Stretch::rate))
                .line(ENSEMBLE_COLOUR, times(), of(Stretch::mean));
        return HtmlPage.figure(
                "Mean probability and share of ones",
                HtmlPage.legend(List.of("mean probability", "share of ones"), ENSEMBLE_COLOUR, 0),
                chart.svg());
    }

    String brierOverTime() {
        double[] brier = of(Stretch::brier);
        double most = 0.3;
        for (double b : brier) {
            most = Math.max(most, b);
        }
        SvgChart chart = timeChart("Brier score over time", "Brier score", most)
                .line(1, times(), of(s -> s.rate() * (1 - s.rate())))
                .line(ENSEMBLE_COLOUR, times(), brier);
        return HtmlPage.figure(
                "Brier score, less is better; that of a constant knows the stretch's own base rate",
                HtmlPage.legend(List.of("ensemble", "constant"), ENSEMBLE_COLOUR, 1),
                chart.svg());
    }

    private SvgChart timeChart(String description, String nameY, double most) {
        double from = stretches.get(0).fromMs();
        double to = stretches.get(stretches.size() - 1).fromMs();
        SvgChart chart = new SvgChart(description, from, to, 0, most);
        for (Split split : new Split[] {Split.TRAIN, Split.CALIBRATION, Split.TEST}) {
            List<Stretch> own =
                    stretches.stream().filter(s -> s.split() == split).toList();
            if (own.isEmpty()) {
                continue;
            }
            double begin = (double) own.get(0).fromMs();
            if (split == Split.CALIBRATION) {
                chart.band(begin, (double) own.get(own.size() - 1).fromMs());
            }
            chart.note(begin, split.name().toLowerCase(Locale.ROOT));
        }
        return chart.timeAxes(nameY);
    }

    private double[] times() {
        return of(Stretch::fromMs);
    }

    private double[] of(ToDoubleFunction<Stretch> value) {
        return stretches.stream().mapToDouble(value).toArray();
    }

    String thresholds() {
        double[] at = IntStream.rangeClosed(0, 100).mapToDouble(i -> i / 100.0).toArray();
        List<Confusion> confusions = new ArrayList<>();
        for (double threshold : at) {
            confusions.add(Curves.confusion(ensemble, labels, threshold));
        }
        SvgChart chart = new SvgChart("precision, recall and accuracy by threshold", 0, 1, 0, 1)
                .axes("threshold", "share")
                .line(
                        0,
                        at,
                        confusions.stream().mapToDouble(Confusion::precision).toArray())
                .line(1, at, confusions.stream().mapToDouble(Confusion::recall).toArray())
                .line(
                        2,
                        at,
                        confusions.stream().mapToDouble(Confusion::accuracy).toArray());
        return HtmlPage.figure(
                "By threshold",
                HtmlPage.legend(List.of("right of the calls", "ones called", "right of all"), 0, 1, 2),
                chart.svg());
    }

    String confusions() {
        List<List<String>> table = new ArrayList<>();
        for (double threshold : THRESHOLDS) {
            Confusion c = Curves.confusion(ensemble, labels, threshold);
            table.add(List.of(
                    String.format(Locale.ROOT, "%.1f", threshold),
                    String.format(Locale.ROOT, "%,d", c.truePositives()),
                    String.format(Locale.ROOT, "%,d", c.falsePositives()),
                    String.format(Locale.ROOT, "%,d", c.falseNegatives()),
                    String.format(Locale.ROOT, "%,d", c.trueNegatives()),
                    TrainingReport.number(c.precision()),
                    TrainingReport.number(c.recall())));
        }
        return HtmlPage.figure(
                "Confusion: called or not, by what came",
                "",
                HtmlPage.table(
                        "",
                        List.of("threshold", "called, 1", "called, 0", "not, 1", "not, 0", "right", "found"),
                        table,
                        "0.5"));
    }
}
