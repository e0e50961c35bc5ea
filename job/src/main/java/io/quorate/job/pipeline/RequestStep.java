package io.quorate.job.pipeline;

import io.quorate.job.control.ControlRequests;
import io.quorate.job.control.Origin;
import io.quorate.job.options.JobOptions;
import io.quorate.job.registry.AliasChange;
import io.quorate.job.registry.BundleRegistry;
import io.quorate.job.registry.Entry;
import io.quorate.job.registry.RegisteredBundle;
import io.quorate.learn.ProgressListener;
import io.quorate.schema.control.EnsembleSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the running job for the bundle, as the shadow or as the ensemble in force, and lets the registry's alias stand for
 * it. The request's identity follows from the inputs, so that one that was made before is found in the control log.
 */
final class RequestStep implements Step {
    static final String EFFECTIVE_FROM = "effectiveFromMs";

    private static final String ATTEMPT = "attempt";
    private static final int ID_DIGITS = 32;

    private final StepName name;
    private final PipelineFile file;
    private final Supplier<ModelDesk> desk;
    private final LongSupplier clockMs;

    /** @param name SHADOW or PROMOTE */
    RequestStep(StepName name, PipelineFile file, Supplier<ModelDesk> desk, LongSupplier clockMs) {
        this.name = name;
        this.file = file;
        this.desk = desk;
        this.clockMs = clockMs;
    }

    @Override
    public StepName name() {
        return name;
    }

    @Override
    public Map<String, ?> inputs(PipelineState before) {
        StepRecord last = name == StepName.SHADOW ? before.step(StepName.REGISTER) : before.step(StepName.OUTCOMES);
        return Map.of(
                "step",
                name.text(),
                "registry",
                file.registry(),
                "signedBy",
                file.spec().registry().signedBy(),
                "brokers",
                file.settings().get(JobOptions.BOOTSTRAP),
                "requests",
                file.settings().get(JobOptions.CONTROL_REQUESTS),
                "after",
                last.inputs());
    }

    @Override
    public StepRecord run(PipelineState before, String inputs, ProgressListener progress) {
        BundleRegistry registry = RegisterStep.registry(file);
        long version = Long.parseLong(before.step(StepName.REGISTER).result(RegisterStep.VERSION));
        RegisteredBundle bundle = registry.version(version);
        int attempt = attempt(before.find(name), inputs);
        String id = "pipeline-" + inputs.substring(0, ID_DIGITS) + "-" + attempt;
        String reason = "pipeline " + file.spec().name() + ", registry version " + version;
        ModelDesk open = desk.get();
        ModelDesk.Answer answer = open.find(id);
        if (answer == null) {
            String key = file.spec().registry().signedBy();
            EnsembleSpec spec = registry.announce(bundle, key.isEmpty() ? null : key);
            Origin origin = new Origin(id, file.spec().publish().author(), reason, -1);
            answer = open.ask(
                    name == StepName.SHADOW
                            ? ControlRequests.shadow(spec, origin)
                            : ControlRequests.ensemble(spec, origin));
        }
        Map<String, String> results = new LinkedHashMap<>();
        results.put("request", id);
        results.put(ATTEMPT, Integer.toString(attempt));
        if (!answer.accepted()) {
            return new StepRecord(name, inputs, results, List.of(name.text() + ": refused: " + answer.reason()));
        }
        results.put("epoch", Long.toString(answer.version()));
        results.put(EFFECTIVE_FROM, Long.toString(answer.effectiveFromMs()));
        point(registry, name == StepName.SHADOW ? "shadow" : "live", version, reason);
        return new StepRecord(name, inputs, results, List.of());
    }

    private static int attempt(@Nullable StepRecord before, String inputs) {
        return before == null || !before.inputs().equals(inputs)
                ? 1
                : Integer.parseInt(before.results().getOrDefault(ATTEMPT, "0")) + 1;
    }

    private void point(BundleRegistry registry, String alias, long version, String reason) {
        List<AliasChange> known = registry.history(alias);
        if (known.isEmpty() || known.get(known.size() - 1).version() != version) {
            registry.point(alias, version, new Entry(file.spec().publish().author(), reason, clockMs.getAsLong()));
        }
    }
}
