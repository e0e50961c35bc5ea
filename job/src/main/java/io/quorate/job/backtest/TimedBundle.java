package io.quorate.job.backtest;

import io.quorate.ensemble.BundleReader;
import io.quorate.ensemble.BundleRefusedException;
import io.quorate.ensemble.BundleSpecs;
import io.quorate.feature.FeatureLayout;
import io.quorate.job.fault.UserError;
import io.quorate.schema.control.EnsembleSpec;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A bundle and when it takes effect.
 *
 * @param file its archive
 * @param spec what it is
 * @param effectiveFromMs first event time it decides
 * @param learnedToMs last event time it learned from
 */
public record TimedBundle(Path file, EnsembleSpec spec, long effectiveFromMs, long learnedToMs) {

    /** After the last event time it learned from. */
    public static final long AFTER_LEARNING = -1;

    /**
     * Verifies a bundle; throws UserError when it would not load or its features are not those of the run.
     *
     * @param effectiveFromMs or {@link #AFTER_LEARNING}
     */
    public static TimedBundle of(Path file, long effectiveFromMs, long maxBytes, FeatureLayout layout) {
        if (!Files.exists(file)) {
            throw UserError.wrongUse(file + ": expected a bundle, was not there");
        }
        try {
            EnsembleSpec spec = BundleSpecs.describe(file, maxBytes);
            if (!spec.layoutId().equals(layout.id())) {
                throw UserError.failed(file + ": expected a bundle of the features of this run, layout " + layout.id()
                        + ", was " + spec.layoutId() + "; --set features.windows or features.higher as in training");
            }
            long learnedToMs = BundleReader.manifest(file, maxBytes).window().toMs();
            return new TimedBundle(
                    file, spec, effectiveFromMs == AFTER_LEARNING ? learnedToMs + 1 : effectiveFromMs, learnedToMs);
        } catch (BundleRefusedException e) {
            throw UserError.failed(file + ": " + e.getMessage(), e);
        }
    }
}
