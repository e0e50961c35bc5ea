package io.quorate.ensemble;

import org.jspecify.annotations.Nullable;

/** The files of a bundle, in archive order. */
public enum BundleEntry {
    MANIFEST("manifest.json"),
    RANDOM_FOREST("random_forest.ubj"),
    XGBOOST("xgboost.ubj"),
    SVM("svm.json"),
    LOGISTIC("logistic.json"),
    GOLDEN("golden.json"),
    METRICS("metrics.json"),
    REGIME("regime.json", true),
    REFERENCE("reference.json", true);

    private final String fileName;
    private final boolean optional;

    BundleEntry(String fileName) {
        this(fileName, false);
    }

    BundleEntry(String fileName, boolean optional) {
        this.fileName = fileName;
        this.optional = optional;
    }

    /** Whether a bundle may be without it. */
    boolean optional() {
        return optional;
    }

    public String fileName() {
        return fileName;
    }

    static @Nullable BundleEntry named(String fileName) {
        for (BundleEntry entry : values()) {
            if (entry.fileName.equals(fileName)) {
                return entry;
            }
        }
        return null;
    }
}
