package io.quorate.job.pipeline;

import io.quorate.ensemble.BundleWriter;
import io.quorate.job.fault.UserError;
import io.quorate.job.training.BundleTraining;
import io.quorate.job.training.TrainedBundle;
import io.quorate.job.training.TrainingPlan;
import io.quorate.learn.ProgressListener;
import io.quorate.learn.Split;
import io.quorate.learn.TrainingSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trains the bundle, {@code bundle.zip}. */
final class TrainStep implements Step {
    static final String BUNDLE = "bundle.zip";
    static final String SHA256 = "sha256";
    static final String TEST_FROM = "testFromMs";

    private final PipelineFile file;
    private final History history;

    TrainStep(PipelineFile file, History history) {
        this.file = file;
        this.history = history;
    }

    @Override
    public StepName name() {
        return StepName.TRAIN;
    }

    @Override
    public Map<String, ?> inputs(PipelineState before) {
        return Map.of(
                "input",
                history.digests(),
                "options",
                file.settings().configHash(),
                "label",
                file.spec().label(),
                "split",
                file.spec().split(),
                "train",
                file.spec().train());
    }

    @Override
    public boolean intact(StepRecord ended) {
        Path bundle = file.folder().resolve(BUNDLE);
        return Files.isRegularFile(bundle) && History.digest(bundle).equals(ended.result(SHA256));
    }

    @Override
    public StepRecord run(PipelineState before, String inputs, ProgressListener progress) {
        TrainingPlan plan = new TrainingPlan(
                history.options(),
                file.spec().label(),
                file.spec().split(),
                file.spec().train());
        TrainedBundle trained = BundleTraining.train(history.records(), plan, progress);
        Path bundle = file.folder().resolve(BUNDLE);
        try {
            BundleWriter.writeArchive(trained.bundle(), bundle);
        } catch (IOException e) {
            throw UserError.failed("expected to write " + bundle + ", was " + e.getMessage(), e);
        }
        Map<String, String> results = new LinkedHashMap<>();
        results.put(SHA256, History.digest(bundle));
        results.put(
                "trainedToMs",
                Long.toString(trained.bundle().manifest().window().toMs()));
        results.put(
                TEST_FROM, Long.toString(testFromMs(trained.training().scored().set())));
        return new StepRecord(name(), inputs, results, List.of());
    }

    /** The first row nothing was fitted on, whose labels neither: what was fitted was known by then. */
    private static long testFromMs(TrainingSet set) {
        int[] rows = set.rows(Split.TEST);
        if (rows.length == 0) {
            throw UserError.failed("expected a test split to backtest on, was none; lower split.trainFraction or"
                    + " split.calibrationFraction");
        }
        return Arrays.stream(rows).mapToLong(set::tsMs).min().orElseThrow();
    }
}
