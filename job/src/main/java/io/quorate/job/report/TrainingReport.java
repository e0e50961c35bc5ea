package io.quorate.job.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.ensemble.BundleManifest;
import io.quorate.learn.BinaryScores;
import io.quorate.learn.CalibrationComparison;
import io.quorate.learn.ScoredRows;
import io.quorate.learn.Training;
import io.quorate.learn.TrainingMetrics.Calibrated;
import io.quorate.learn.TrainingMetrics.FeatureImportance;
import io.quorate.learn.TrainingMetrics.SplitMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a training came to, as one HTML page: equal trainings give equal pages. */
public final class TrainingReport {
    private static final List<String> SPLITS = List.of("train", "calibration", "test");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Training training;
    private final BundleManifest manifest;
    private final String held;
    private final List<List<String>> source;

    private TrainingReport(Training training, Map<String, ?> source) {
        this.training = training;
        this.manifest = training.bundle().manifest();
        this.held = training.scored().held().name().toLowerCase(Locale.ROOT);
        this.source = flat("", JSON.convertValue(source, new TypeReference<Map<String, Object>>() {}));
    }

    /**
     * The page.
     *
     * @param source how rows were made and split, by name, for the table of options
     */
    public static String html(Training training, Map<String, ?> source) {
        return new TrainingReport(training, source).html();
    }

    private String html() {
        HtmlPage page = new HtmlPage("Training of " + manifest.version());
        page.raw("<h1>" + HtmlPage.escaped(manifest.version()) + "</h1>");
        page.softText(manifest.label().target() + ", known after "
                + manifest.label().horizonSamples() + " samples · "
                + manifest.featureNames().size() + " features, layout " + manifest.layoutId() + " · learned from "
                + Instant.ofEpochMilli(manifest.window().fromMs()) + " to "
                + Instant.ofEpochMilli(manifest.window().toMs()));
        tiles(page);
        page.heading("Quality")
                .softText(
                        "Members learned from train. Calibration and prior weights come from rows their"
                                + " members did not learn from. Test was not used. The base rate is what a constant would score.");
        page.raw(HtmlPage.table("pairs", metricsHeader(), metricsRows(), ScoredRows.ENSEMBLE));
        ReportCharts charts = new ReportCharts(training.scored());
        page.heading("Ranking and calibration").softText("On the " + held + " rows.");
        page.raw("<div class=\"grid\">" + charts.roc() + charts.reliability() + "</div>");
        page.heading("Over time")
                .softText("Stretches of equally many rows. Train rows are the ones members learned from.");
        page.raw("<div class=\"grid\">" + charts.meanOverTime() + charts.brierOverTime() + "</div>");
        page.heading("Thresholds")
                .softText("What calling every probability from a threshold on would do, ensemble, " + held + " rows.");
        page.raw("<div class=\"grid\">" + charts.thresholds() + charts.confusions() + "</div>");
        importance(page);
        page.heading("Calibration of the members");
        page.raw(HtmlPage.table("", calibrationHeader(), calibrationRows(), ""));
        page.heading("Options").raw(HtmlPage.table("left", List.of("option", "value"), options(), ""));
        return page.html();
    }

    private void tiles(HtmlPage page) {
        SplitMetrics split = Objects.requireNonNull(training.metrics().splits().get(held));
        BinaryScores scores = Objects.requireNonNull(split.scores().get(ScoredRows.ENSEMBLE));
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put("AUC", number(scores.auc()));
        figures.put("log loss", number(scores.logLoss()));
        figures.put("Brier", number(scores.brier()));
        figures.put("ECE", number(scores.ece()));
        figures.put(held + " rows", String.format(Locale.ROOT, "%,d", split.rows()));
        page.raw(HtmlPage.tiles(figures));
    }

    private static List<String> metricsHeader() {
        return List.of("split", "", "rows", "AUC", "log loss", "Brier", "ECE", "accuracy");
    }

    private List<List<String>> metricsRows() {
        List<List<String>> rows = new ArrayList<>();
        for (String name : SPLITS) {
            SplitMetrics split = training.metrics().splits().get(name);
            if (split == null || split.rows() == 0) {
                continue;
            }
            for (String member : training.scored().names()) {
                BinaryScores s = split.scores().get(member);
                if (s != null) {
                    rows.add(row(name, member, split.rows(), s.auc(), s.logLoss(), s.brier(), s.ece(), s.accuracy()));
                }
            }
            Double base = split.baseRate();
            if (base != null && base > 0 && base < 1) {
                double entropy = -base * StrictMath.log(base) - (1 - base) * StrictMath.log(1 - base);
                rows.add(row(
                        name,
                        "base rate " + number(base),
                        split.rows(),
                        0.5,
                        entropy,
                        base * (1 - base),
                        0.0,
                        Math.max(base, 1 - base)));
            }
        }
        return rows;
    }

    private static List<String> row(String split, String name, int rows, @Nullable Double... figures) {
        List<String> row = new ArrayList<>(List.of(split, name, String.format(Locale.ROOT, "%,d", rows)));
        for (Double figure : figures) {
            row.add(number(figure));
        }
        return row;
    }

    private void importance(HtmlPage page) {
        List<FeatureImportance> all = training.metrics().importance().features();
        List<FeatureImportance> top = all.subList(0, Math.min(20, all.size()));
        page.heading("Importance of the features");
        page.softText("How much the ensemble loses when a feature is permuted among "
                + training.metrics().importance().rows() + " " + held + " rows; near 0 it is noise. Features that say"
                + " the same share their importance.");
        String[] names = top.stream().map(FeatureImportance::name).toArray(String[]::new);
        page.raw("<div class=\"grid\">"
                + HtmlPage.figure(
                        "Drop of the AUC, the " + names.length + " largest",
                        "",
                        SvgChart.bars(
                                "drop of the AUC by feature",
                                names,
                                top.stream().mapToDouble(f -> or0(f.aucDrop())).toArray()))
                + HtmlPage.figure(
                        "Rise of the log loss, the same features",
                        "",
                        SvgChart.bars(
                                "rise of the log loss by feature",
                                names,
                                top.stream()
                                        .mapToDouble(FeatureImportance::logLossRise)
                                        .toArray()))
                + "</div>");
        allFeatures(page, all);
    }

    private static void allFeatures(HtmlPage page, List<FeatureImportance> all) {
        List<String> header = new ArrayList<>(List.of("feature", "AUC drop", "log loss rise"));
        all.get(0).gain().keySet().forEach(forest -> header.add("gain, " + forest));
        List<List<String>> rows = new ArrayList<>();
        for (FeatureImportance f : all) {
            List<String> row = new ArrayList<>(List.of(f.name(), number(f.aucDrop()), number(f.logLossRise())));
            f.gain().values().forEach(share -> row.add(String.format(Locale.ROOT, "%.2f %%", 100 * share)));
            rows.add(row);
        }
        page.raw(HtmlPage.details(
                "All " + all.size() + " features, with their share of the forests' gain on the training rows",
                HtmlPage.table("", header, rows, "")));
    }

    private static List<String> calibrationHeader() {
        return List.of(
                "member",
                "kind",
                "rows",
                "prior weight",
                "log loss, Platt",
                "log loss, isotonic",
                "standard error of the difference");
    }

    private List<List<String>> calibrationRows() {
        List<List<String>> rows = new ArrayList<>();
        for (BundleManifest.MemberEntry member : manifest.members()) {
            Calibrated c = training.metrics().calibration().get(member.name());
            if (c == null) {
                continue;
            }
            CalibrationComparison compared = c.compared();
            rows.add(List.of(
                    member.name(),
                    c.kind().name().toLowerCase(Locale.ROOT),
                    String.format(Locale.ROOT, "%,d", c.rows()),
                    number(member.priorWeight()),
                    compared == null ? "-" : number(compared.plattLogLoss()),
                    compared == null ? "-" : number(compared.isotonicLogLoss()),
                    compared == null ? "-" : number(compared.standardError())));
        }
        return rows;
    }

    private List<List<String>> options() {
        List<List<String>> rows = new ArrayList<>(source);
        rows.addAll(flat("", JSON.convertValue(training.options(), new TypeReference<Map<String, Object>>() {})));
        rows.add(List.of("moveThreshold", String.valueOf(manifest.label().moveThreshold())));
        rows.add(List.of("dataSha256", manifest.dataSha256()));
        return rows;
    }

    private static List<List<String>> flat(String prefix, Map<?, ?> values) {
        List<List<String>> rows = new ArrayList<>();
        values.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                rows.addAll(flat(prefix + name + ".", inner));
            } else {
                rows.add(List.of(prefix + name, String.valueOf(value)));
            }
        });
        return rows;
    }

    private static double or0(@Nullable Double value) {
        return value == null ? 0 : value;
    }

    static String number(@Nullable Double value) {
        return value == null || Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }
}
