package io.quorate.ensemble;

import java.util.List;

/**
 * A way to hold a member in a bundle. Whatever a kind reads is calibrated, checked against the golden vectors and
 * weighted like every other member.
 *
 * <p>The kinds are in {@link MemberKinds}; a kind from elsewhere is found as a {@link java.util.ServiceLoader} service
 * beside this class. Stateless.
 */
public interface MemberKind {

    /** Name in the manifest. */
    String name();

    /** Every file a member needs, given the one it declares; by default that one alone. */
    default List<String> files(String file) {
        return List.of(file);
    }

    /**
     * Reads the member.
     *
     * @throws IllegalArgumentException if a file cannot be understood or holds a number that is not finite
     * @throws BundleRefusedException LAYOUT_MISMATCH if it was trained on other columns
     */
    Member read(MemberSource source);
}
