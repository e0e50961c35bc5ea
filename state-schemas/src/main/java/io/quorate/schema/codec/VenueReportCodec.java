package io.quorate.schema.codec;

import io.quorate.schema.execution.VenueReport;
import org.jspecify.annotations.Nullable;

/** JSON of the external executions topic, version 1: what an external venue did. */
public final class VenueReportCodec {

    private static final StrictRecordJson<VenueReport> JSON = new StrictRecordJson<>(VenueReport.class);

    private VenueReportCodec() {}

    /** Canonical bytes; throws IllegalArgumentException for a NaN or infinite number. */
    public static byte[] encode(VenueReport value) {
        return JSON.encode(value);
    }

    /** Throws CodecException for anything but a complete record of this version. */
    public static VenueReport decode(byte @Nullable [] value) throws CodecException {
        return JSON.decode(value);
    }
}
