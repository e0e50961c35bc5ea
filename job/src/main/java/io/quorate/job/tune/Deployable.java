package io.quorate.job.tune;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quorate.ensemble.BundleContents;
import io.quorate.ensemble.BundleWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The files that put a tuned assignment to work: the bundle, and what {@code publish} and {@code run} take. */
final class Deployable {
    private static final String BUNDLE = "bundle.zip";
    private static final String STRATEGY = "strategy.yaml";
    private static final String LIMITS = "limits.yaml";
    private static final String OPTIONS = "options.yaml";
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .build())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private Deployable() {}

    static List<String> write(TrialPlan plan, BundleContents bundle, Path folder) throws IOException {
        BundleWriter.writeArchive(bundle, folder.resolve(BUNDLE));
        YAML.writeValue(folder.resolve(STRATEGY).toFile(), plan.strategy());
        YAML.writeValue(folder.resolve(LIMITS).toFile(), plan.limits());
        YAML.writeValue(folder.resolve(OPTIONS).toFile(), plan.settings().given());
        return List.of(BUNDLE, STRATEGY, LIMITS, OPTIONS);
    }
}
