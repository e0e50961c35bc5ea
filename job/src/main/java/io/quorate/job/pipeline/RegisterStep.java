package io.quorate.job.pipeline;

import io.quorate.job.options.JobOptions;
import io.quorate.job.registry.BundleRegistry;
import io.quorate.job.registry.Entry;
import io.quorate.job.registry.RegisteredBundle;
import io.quorate.learn.ProgressListener;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Puts the bundle into the registry, once. */
final class RegisterStep implements Step {
    static final String VERSION = "version";

    private static final int SHOWN = 16;

    private final PipelineFile file;
    private final LongSupplier clockMs;

    RegisterStep(PipelineFile file, LongSupplier clockMs) {
        this.file = file;
        this.clockMs = clockMs;
    }

    @Override
    public StepName name() {
        return StepName.REGISTER;
    }

    @Override
    public Map<String, ?> inputs(PipelineState before) {
        return Map.of(
                "registry",
                file.registry(),
                "bundle",
                before.step(StepName.TRAIN).result(TrainStep.SHA256),
                "gates",
                before.step(StepName.GATES).inputs());
    }

    @Override
    public StepRecord run(PipelineState before, String inputs, ProgressListener progress) {
        BundleRegistry registry = registry(file);
        String sha256 = before.step(StepName.TRAIN).result(TrainStep.SHA256);
        String reason = "pipeline " + file.spec().name() + " " + inputs.substring(0, SHOWN);
        RegisteredBundle registered = registry.list().stream()
                .filter(b -> b.sha256().equals(sha256) && b.reason().equals(reason))
                .findFirst()
                .orElseGet(() -> registry.put(
                        file.folder().resolve(TrainStep.BUNDLE),
                        new Entry(file.spec().publish().author(), reason, clockMs.getAsLong())));
        return new StepRecord(name(), inputs, Map.of(VERSION, Long.toString(registered.version())), List.of());
    }

    static BundleRegistry registry(PipelineFile file) {
        return BundleRegistry.at(file.registry(), file.settings().get(JobOptions.MODEL_MAX));
    }
}
