package io.quorate.ensemble;

/** Why a bundle was not accepted. */
public enum BundleRefusal {
    /** Its bytes could not be read. */
    UNREADABLE,
    /** Larger than allowed, packed or unpacked. */
    TOO_LARGE,
    /** Nobody signed it, though a signature is required. */
    UNSIGNED,
    /** Its signature is by no trusted key, or of other bytes. */
    BAD_SIGNATURE,
    /** The archive is not the one that was announced. */
    DIGEST_MISMATCH,
    /** Not a zip archive, or a damaged one. */
    BROKEN_ARCHIVE,
    /** An entry name that leaves the bundle. */
    PATH_TRAVERSAL,
    UNKNOWN_ENTRY,
    DUPLICATE_ENTRY,
    MISSING_ENTRY,
    /** A file differs from the checksum in the manifest. */
    CHECKSUM_MISMATCH,
    /** The manifest cannot be understood. */
    BAD_MANIFEST,
    /** A member file cannot be understood, or holds a number that is not finite. */
    BAD_MEMBER,
    /** Members, manifest and announcement disagree about the features. */
    LAYOUT_MISMATCH,
    /** The announcement and the manifest disagree about the rest. */
    SPEC_MISMATCH,
    /** The golden vectors cannot be understood. */
    BAD_GOLDEN,
    /** The bundle does not reproduce its golden vectors bit for bit. */
    GOLDEN_MISMATCH,
    /** The loader itself failed. */
    LOAD_FAILED
}
