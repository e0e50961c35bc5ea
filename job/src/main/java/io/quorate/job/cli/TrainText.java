package io.quorate.job.cli;

import io.quorate.ensemble.BundleManifest;
import io.quorate.ensemble.BundleWriter;
import io.quorate.ensemble.EnsembleModel;
import io.quorate.ensemble.Sha256;
import io.quorate.job.training.HistoryCounts;
import io.quorate.job.training.TableCounts;
import io.quorate.job.training.TrainedBundle;
import io.quorate.learn.BinaryScores;
import io.quorate.learn.TrainingMetrics.SplitMetrics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of a training for people and for programs: every split, and what the base rate alone would score. */
final class TrainText {
    private static final List<String> SPLITS = List.of("train", "calibration", "test");

    private TrainText() {}

    static String of(Path file, List<Path> beside, TrainedBundle trained) {
        StringBuilder text = new StringBuilder();
        source(text, trained);
        line(text, "");
        line(
                text,
                "%-12s %-22s %8s %8s %8s %8s %8s %8s",
                "split",
                "member",
                "rows",
                "AUC",
                "log loss",
                "Brier",
                "ECE",
                "right");
        for (String name : SPLITS) {
            SplitMetrics split = trained.metrics().splits().get(name);
            if (split != null) {
                split(text, name, split);
            }
        }
        BundleManifest manifest = trained.bundle().manifest();
        line(text, "");
        line(
                text,
                "Members learned from train; calibration and prior weights come from rows their members did not learn"
                        + " from; test was not used. A member that is no better than the base rate on test has no use"
                        + " there.");
        line(text, "%,d rows purged between the splits", trained.metrics().purgedRows());
        line(
                text,
                "learned from %s to %s",
                Instant.ofEpochMilli(manifest.window().fromMs()),
                Instant.ofEpochMilli(manifest.window().toMs()));
        byte[] archive = BundleWriter.archive(trained.bundle());
        line(text, "wrote %s, %,d bytes, SHA-256 %s", file, archive.length, Sha256.of(archive));
        beside.forEach(other -> line(text, "wrote %s", other));
        return text.toString();
    }

    private static void source(StringBuilder text, TrainedBundle trained) {
        HistoryCounts c = trained.counts();
        if (c != null) {
            line(
                    text,
                    "%,d records: %,d accepted, %,d duplicates, %,d rejected, %,d after the end",
                    c.records(),
                    c.accepted(),
                    c.duplicates(),
                    c.rejected(),
                    c.afterEnd());
            if (trained.firstRejection() != null) {
                line(text, "first rejected: %s", trained.firstRejection());
            }
            line(text, "%,d samples of %d symbols, %,d with every feature", c.samples(), c.symbols(), c.vectors());
        }
        TableCounts t = trained.table();
        if (t != null) {
            line(
                    text,
                    "%,d rows of %d symbols, %,d without a label; %d features, not among them: %s",
                    t.rows(),
                    t.symbols(),
                    t.unlabelled(),
                    t.features(),
                    String.join(",", t.leftOut()));
            line(
                    text,
                    "layout %s is that of this table's columns: the bundle is for ./quorate score, no job has it",
                    trained.bundle().manifest().layoutId());
        }
    }

    static Map<String, Object> json(Path file, TrainedBundle trained) {
        byte[] archive = BundleWriter.archive(trained.bundle());
        BundleManifest manifest = trained.bundle().manifest();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("bundle", file.toString());
        json.put("sha256", Sha256.of(archive));
        json.put("sizeBytes", archive.length);
        json.put("version", manifest.version());
        json.put("layoutId", manifest.layoutId());
        json.put("label", manifest.label());
        json.put("window", manifest.window());
        json.put("dataSha256", manifest.dataSha256());
        json.put("counts", trained.counts());
        json.put("firstRejection", trained.firstRejection());
        json.put("table", trained.table());
        json.put("metrics", trained.metrics());
        return json;
    }

    private static void split(StringBuilder text, String name, SplitMetrics split) {
        Double baseRate = split.baseRate();
        List<String> members = new ArrayList<>(EnsembleModel.MEMBER_ORDER);
        members.add("ensemble");
        for (String member : members) {
            BinaryScores s = split.scores().get(member);
            if (s != null) {
                row(text, name, member, split.rows(), s.auc(), s.logLoss(), s.brier(), s.ece(), s.accuracy());
            }
        }
        if (baseRate != null && baseRate > 0 && baseRate < 1) {
            double entropy = -baseRate * StrictMath.log(baseRate) - (1 - baseRate) * StrictMath.log(1 - baseRate);
            row(
                    text,
                    name,
                    String.format(Locale.ROOT, "base rate %.4f", baseRate),
                    split.rows(),
                    0.5,
                    entropy,
                    baseRate * (1 - baseRate),
                    0.0,
                    Math.max(baseRate, 1 - baseRate));
        }
    }

    private static void row(
            StringBuilder text,
            String split,
            String member,
            int rows,
            @Nullable Double auc,
            @Nullable Double logLoss,
            @Nullable Double brier,
            @Nullable Double ece,
            @Nullable Double right) {
        line(
                text,
                "%-12s %-22s %8d %8s %8s %8s %8s %8s",
                split,
                member,
                rows,
                number(auc),
                number(logLoss),
                number(brier),
                number(ece),
                number(right));
    }

    private static String number(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
