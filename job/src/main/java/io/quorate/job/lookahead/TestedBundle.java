package io.quorate.job.lookahead;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.ensemble.BundleEntry;
import io.quorate.ensemble.BundleManifest;
import io.quorate.ensemble.BundleReader;
import io.quorate.ensemble.BundleRefusedException;
import io.quorate.ensemble.BundleSpecs;
import io.quorate.feature.FeatureLayout;
import io.quorate.job.fault.UserError;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.topology.JobSetup;
import io.quorate.lookahead.SplitCounts;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.model.ReferenceProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A bundle that is put to the test, and what it says of itself.
 *
 * @param spec its announcement
 * @param manifest its manifest
 * @param reference what it was made from; null when it does not say
 * @param counts rows it was made from; null when it does not say
 */
record TestedBundle(
        EnsembleSpec spec,
        BundleManifest manifest,
        @Nullable ReferenceProfile reference,
        @Nullable SplitCounts counts) {

    /** Verifies the bundle. Throws UserError for one that would not be loaded, or has other features than the settings. */
    static TestedBundle read(Path file, Settings settings) {
        if (!Files.exists(file)) {
            throw UserError.wrongUse(file + ": expected a bundle, was not there");
        }
        long maxBytes = settings.get(JobOptions.MODEL_MAX);
        try {
            EnsembleSpec spec = BundleSpecs.describe(file, maxBytes);
            FeatureLayout layout = JobSetup.layout(settings);
            if (!spec.layoutId().equals(layout.id())) {
                throw UserError.failed(file + ": expected a bundle of layout " + layout.id() + ", was "
                        + spec.layoutId() + "; give the features.windows and features.higher it was trained with");
            }
            return new TestedBundle(
                    spec,
                    BundleReader.manifest(file, maxBytes),
                    BundleReader.read(file, spec.sha256(), maxBytes).reference(),
                    counts(BundleReader.file(file, BundleEntry.METRICS, maxBytes)));
        } catch (BundleRefusedException e) {
            throw UserError.failed(file + ": " + e.reason() + ": " + e.detail(), e);
        }
    }

    /** Null when the metrics do not tell: those of bundles that were packed elsewhere. */
    private static @Nullable SplitCounts counts(byte @Nullable [] metrics) {
        try {
            JsonNode root = metrics == null ? null : new ObjectMapper().readTree(metrics);
            if (root == null || !root.has("splits") || !root.has("calibration")) {
                return null;
            }
            Map<String, Long> calibratedOn = new TreeMap<>();
            root.get("calibration")
                    .properties()
                    .forEach(e -> calibratedOn.put(
                            e.getKey(), e.getValue().path("rows").asLong()));
            JsonNode splits = root.get("splits");
            return new SplitCounts(
                    splits.path("train").path("rows").asLong(),
                    splits.path("calibration").path("rows").asLong(),
                    calibratedOn);
        } catch (IOException e) {
            return null;
        }
    }
}
