package io.quorate.ensemble;

import org.jspecify.annotations.Nullable;

/** A bundle was not accepted; carries the reason and "expected …, was …". */
public final class BundleRefusedException extends RuntimeException {
    private final BundleRefusal reason;
    private final String detail;

    public BundleRefusedException(BundleRefusal reason, String detail) {
        this(reason, detail, null);
    }

    public BundleRefusedException(BundleRefusal reason, String detail, @Nullable Throwable cause) {
        super("bundle refused: " + reason + ": " + detail, cause);
        this.reason = reason;
        this.detail = detail;
    }

    public BundleRefusal reason() {
        return reason;
    }

    public String detail() {
        return detail;
    }
}
