package io.quorate.job.registry;

import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.model.LabelSpec;
import java.util.List;

/**
 * One version in a registry.
 *
 * @param v version of this format
 * @param version its number, from 1
 * @param name free text of whoever trained it
 * @param sha256 digest of the archive, and its file name
 * @param sizeBytes size of the archive
 * @param layoutId feature layout it was trained on
 * @param label what it predicts
 * @param members members in declared order
 * @param priorWeights their weights until credits change them
 * @param trainedFromMs first row it learned from, epoch ms
 * @param trainedToMs last row anything was fitted on, epoch ms
 * @param dataSha256 digest of those rows
 * @param codeVersion code that trained it
 * @param author who put it here
 * @param reason why
 * @param atMs when, wall time, epoch ms
 */
public record RegisteredBundle(
        int v,
        long version,
        String name,
        String sha256,
        long sizeBytes,
        String layoutId,
        LabelSpec label,
        List<String> members,
        List<Double> priorWeights,
        long trainedFromMs,
        long trainedToMs,
        String dataSha256,
        String codeVersion,
        String author,
        String reason,
        long atMs) {

    /** The only format there is. */
    static final int FORMAT = 1;

    public RegisteredBundle {
        members = List.copyOf(members);
        priorWeights = List.copyOf(priorWeights);
        if (v != FORMAT || version < 1) {
            throw new IllegalArgumentException(
                    "expected format 1 and a version from 1, was " + v + " and version " + version);
        }
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("expected a digest of 64 hex digits, was " + sha256);
        }
    }

    /** The same bundle under the next version. */
    RegisteredBundle next() {
        return numbered(version + 1);
    }

    RegisteredBundle numbered(long number) {
        return new RegisteredBundle(
                v,
                number,
                name,
                sha256,
                sizeBytes,
                layoutId,
                label,
                members,
                priorWeights,
                trainedFromMs,
                trainedToMs,
                dataSha256,
                codeVersion,
                author,
                reason,
                atMs);
    }

    /** The announcement of the bundle at an address. */
    EnsembleSpec spec(String uri) {
        return new EnsembleSpec(uri, sha256, sizeBytes, layoutId, label, members, priorWeights);
    }
}
