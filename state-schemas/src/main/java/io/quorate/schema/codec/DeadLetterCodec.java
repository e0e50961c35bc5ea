package io.quorate.schema.codec;

import io.quorate.schema.market.DeadLetter;
import org.jspecify.annotations.Nullable;

/** JSON of the dead-letter topic, version 1: where a refused record came from, why, and its first bytes. */
public final class DeadLetterCodec {

    private static final StrictRecordJson<DeadLetter> JSON = new StrictRecordJson<>(DeadLetter.class);

    private DeadLetterCodec() {}

    public static byte[] encode(DeadLetter value) {
        return JSON.encode(value);
    }

    /** Throws CodecException for anything but a complete record of this version. */
    public static DeadLetter decode(byte @Nullable [] value) throws CodecException {
        return JSON.decode(value);
    }
}
