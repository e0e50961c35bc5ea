package io.quorate.ensemble;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file of a bundle: one of the fixed ones, or that of a member, whose name the manifest declares. */
public final class BundleEntry implements Comparable<BundleEntry> {
    public static final BundleEntry MANIFEST = new BundleEntry("manifest.json", 0, Role.REQUIRED);
    public static final BundleEntry RANDOM_FOREST = new BundleEntry("random_forest.ubj", 1, Role.MEMBER);
    public static final BundleEntry XGBOOST = new BundleEntry("xgboost.ubj", 2, Role.MEMBER);
    public static final BundleEntry SVM = new BundleEntry("svm.json", 3, Role.MEMBER);
    public static final BundleEntry LOGISTIC = new BundleEntry("logistic.json", 4, Role.MEMBER);
    public static final BundleEntry GOLDEN = new BundleEntry("golden.json", 6, Role.REQUIRED);
    public static final BundleEntry METRICS = new BundleEntry("metrics.json", 7, Role.REQUIRED);
    public static final BundleEntry REGIME = new BundleEntry("regime.json", 8, Role.OPTIONAL);
    public static final BundleEntry REFERENCE = new BundleEntry("reference.json", 9, Role.OPTIONAL);

    private static final List<BundleEntry> FIXED =
            List.of(MANIFEST, RANDOM_FOREST, XGBOOST, SVM, LOGISTIC, GOLDEN, METRICS, REGIME, REFERENCE);
    private static final int OTHER_MEMBERS = 5;
    private static final Pattern MEMBER_FILE = Pattern.compile("[a-z0-9][a-z0-9_-]{0,47}\\.(ubj|json|model)");
    private static final Comparator<BundleEntry> ARCHIVE_ORDER =
            Comparator.<BundleEntry>comparingInt(e -> e.place).thenComparing(e -> e.fileName);

    private final String fileName;
    private final int place;
    private final Role role;

    private BundleEntry(String fileName, int place, Role role) {
        this.fileName = fileName;
        this.place = place;
        this.role = role;
    }

    /** The entries with a name of their own, in archive order. */
    public static List<BundleEntry> values() {
        return FIXED;
    }

    /**
     * The file of a member.
     *
     * @throws IllegalArgumentException if the name belongs to another entry or is not of small letters, digits, - and _,
     *     ending in .ubj, .json or .model
     */
    public static BundleEntry member(String fileName) {
        BundleEntry entry = named(fileName);
        if (entry == null || !entry.isMember()) {
            throw new IllegalArgumentException(
                    "expected a file name of a member such as model_1.json, was " + fileName);
        }
        return entry;
    }

    static @Nullable BundleEntry named(String fileName) {
        for (BundleEntry entry : FIXED) {
            if (entry.fileName.equals(fileName)) {
                return entry;
            }
        }
        return MEMBER_FILE.matcher(fileName).matches() ? new BundleEntry(fileName, OTHER_MEMBERS, Role.MEMBER) : null;
    }

    /** Whether every bundle has it. */
    boolean isRequired() {
        return role == Role.REQUIRED;
    }

    /** Whether it is there because the manifest declares a member that needs it. */
    boolean isMember() {
        return role == Role.MEMBER;
    }

    public String fileName() {
        return fileName;
    }

    @Override
    public int compareTo(BundleEntry other) {
        return ARCHIVE_ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof BundleEntry other && fileName.equals(other.fileName);
    }

    @Override
    public int hashCode() {
        return fileName.hashCode();
    }

    @Override
    public String toString() {
        return fileName;
    }

    private enum Role {
        REQUIRED,
        OPTIONAL,
        MEMBER
    }
}
