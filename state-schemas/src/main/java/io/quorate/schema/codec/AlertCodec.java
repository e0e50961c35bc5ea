package io.quorate.schema.codec;

import io.quorate.schema.alert.Alert;
import org.jspecify.annotations.Nullable;

/** JSON of the alerts topic, version 1. */
public final class AlertCodec {

    private static final StrictRecordJson<Alert> JSON = new StrictRecordJson<>(Alert.class);

    private AlertCodec() {}

    public static byte[] encode(Alert value) {
        return JSON.encode(value);
    }

    /** Throws CodecException for anything but a complete record of this version. */
    public static Alert decode(byte @Nullable [] value) throws CodecException {
        return JSON.decode(value);
    }
}
