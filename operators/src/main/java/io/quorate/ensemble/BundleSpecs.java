package io.quorate.ensemble;

import io.quorate.schema.control.EnsembleSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The announcement of a bundle: what a control request says of it, and whether a loaded model keeps the promise. */
public final class BundleSpecs {

    private BundleSpecs() {}

    /**
     * Verifies an archive completely and describes it for publishing.
     *
     * @throws BundleRefusedException if it would not load
     */
    public static EnsembleSpec describe(Path archive) {
        return describe(archive, BundleReader.DEFAULT_MAX_BYTES);
    }

    /** As above, with another size limit. */
    public static EnsembleSpec describe(Path archive, long maxBytes) {
        if (Files.isDirectory(archive)) {
            throw new BundleRefusedException(
                    BundleRefusal.BROKEN_ARCHIVE, "expected an archive to publish, was a directory: " + archive);
        }
        byte[] bytes = BundleArchive.bytes(archive, maxBytes);
        EnsembleModel model = BundleReader.read(bytes, null, maxBytes);
        return new EnsembleSpec(
                archive.toAbsolutePath().normalize().toUri().toString(),
                model.sha256(),
                bytes.length,
                model.layoutId(),
                model.label(),
                List.of(model.memberNames()),
                Arrays.stream(model.priorWeights()).boxed().toList());
    }

    /** Digest of an archive, lower-case hex. */
    public static String sha256(byte[] archive) {
        return Sha256.of(archive);
    }

    /** As {@link #requireAgreement}, for whoever keeps announcements. */
    public static void verify(EnsembleSpec spec, EnsembleModel model) {
        requireAgreement(spec, model);
    }

    /**
     * Checks that a loaded model is what was announced.
     *
     * @throws BundleRefusedException LAYOUT_MISMATCH or SPEC_MISMATCH
     */
    static void requireAgreement(EnsembleSpec spec, EnsembleModel model) {
        if (!spec.layoutId().equals(model.layoutId())) {
            throw new BundleRefusedException(
                    BundleRefusal.LAYOUT_MISMATCH, "expected layout " + spec.layoutId() + ", was " + model.layoutId());
        }
        requireSame("label", spec.label(), model.label());
        requireSame("members", spec.memberNames(), List.of(model.memberNames()));
        requireSame(
                "prior weights",
                spec.priorWeights(),
                Arrays.stream(model.priorWeights()).boxed().toList());
    }

    private static void requireSame(String what, Object expected, Object was) {
        if (!expected.equals(was)) {
            throw new BundleRefusedException(
                    BundleRefusal.SPEC_MISMATCH, "expected " + what + " " + expected + ", was " + was);
        }
    }
}
