package io.quorate.schema.control;

import io.quorate.schema.model.LabelSpec;
import java.util.List;

/**
 * Reference to a bundle: where its bytes are and what they must be.
 *
 * @param bundleUri file or object store address of the bundle archive
 * @param sha256 digest of the archive, lower-case hex
 * @param sizeBytes size of the archive
 * @param layoutId feature layout it was trained on
 * @param label what it predicts
 * @param memberNames members in declared order
 * @param priorWeights weights until credits change them, same order
 */
public record EnsembleSpec(
        String bundleUri,
        String sha256,
        long sizeBytes,
        String layoutId,
        LabelSpec label,
        List<String> memberNames,
        List<Double> priorWeights) {}
