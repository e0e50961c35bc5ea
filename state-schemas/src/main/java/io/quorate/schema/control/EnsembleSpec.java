package io.quorate.schema.control;

import io.quorate.schema.model.LabelSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param signature Ed25519 signature of the digest, base64; null for an unsigned bundle
 */
public record EnsembleSpec(
        String bundleUri,
        String sha256,
        long sizeBytes,
        String layoutId,
        LabelSpec label,
        List<String> memberNames,
        List<Double> priorWeights,
        @Nullable String signature) {

    /** A bundle that nobody signed. */
    public EnsembleSpec(
            String bundleUri,
            String sha256,
            long sizeBytes,
            String layoutId,
            LabelSpec label,
            List<String> memberNames,
            List<Double> priorWeights) {
        this(bundleUri, sha256, sizeBytes, layoutId, label, memberNames, priorWeights, null);
    }

    /** The same bundle at another address. */
    public EnsembleSpec at(String uri) {
        return new EnsembleSpec(uri, sha256, sizeBytes, layoutId, label, memberNames, priorWeights, signature);
    }

    /** The same bundle with this signature; null for none. */
    public EnsembleSpec signed(@Nullable String by) {
        return new EnsembleSpec(bundleUri, sha256, sizeBytes, layoutId, label, memberNames, priorWeights, by);
    }
}
