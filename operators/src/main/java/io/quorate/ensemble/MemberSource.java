package io.quorate.ensemble;

import java.util.List;
import java.util.function.Function;

/**
 * What a {@link MemberKind} reads a member from.
 *
 * @param name of the member
 * @param file the one it declares
 * @param featureNames columns it was trained with, in their order
 * @param scaler standardisation of these columns, for kinds that need it
 * @param files bytes of each file the kind asked for
 */
public record MemberSource(
        String name, String file, List<String> featureNames, FeatureScaler scaler, Function<String, byte[]> files) {

    /** Bytes of the declared file. */
    public byte[] bytes() {
        return files.apply(file);
    }

    /**
     * Compares a number of columns with that of the bundle.
     *
     * @throws BundleRefusedException LAYOUT_MISMATCH
     */
    public void requireFeatures(int was) {
        if (was != featureNames.size()) {
            throw new BundleRefusedException(
                    BundleRefusal.LAYOUT_MISMATCH,
                    "expected " + file + " with " + featureNames.size() + " features, was " + was);
        }
    }
}
