package io.quorate.ensemble;

import org.jspecify.annotations.Nullable;

/**
 * How far the loading of an announced bundle is.
 *
 * @param phase where it stands
 * @param refusal why it was refused; null otherwise
 * @param detail "expected …, was …"; empty unless refused
 */
public record ModelState(Phase phase, @Nullable BundleRefusal refusal, String detail) {
    /** Bytes are being brought and verified. */
    public static final ModelState LOADING = new ModelState(Phase.LOADING, null, "");
    /** Verified, warm, ready to score. */
    public static final ModelState READY = new ModelState(Phase.READY, null, "");

    private static final int MOST_DETAIL_CHARS = 1_500;

    /** Where a load stands. */
    public enum Phase {
        LOADING,
        READY,
        REFUSED
    }

    static ModelState refused(BundleRefusedException e) {
        return new ModelState(Phase.REFUSED, e.reason(), e.detail());
    }

    /** The reason as one line, for an acknowledgement, which has to fit its topic; empty unless refused. */
    public String reason() {
        String shown = detail.length() <= MOST_DETAIL_CHARS ? detail : detail.substring(0, MOST_DETAIL_CHARS) + "...";
        return refusal == null ? "" : refusal + ": " + shown;
    }
}
