package io.quorate.schema.codec;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quorate.schema.market.DeadLetter;
import io.quorate.schema.market.Inbound;
import io.quorate.schema.market.LateEvent;
import io.quorate.schema.market.MarketEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** JSON of the late-event topic, version 1: place, time of the partition, and the record as {@link MarketCodec} has it. */
public final class LateEventCodec {

    private static final String WHAT = "LateEvent";

    private LateEventCodec() {}

    public static byte[] encode(LateEvent late) {
        ByteArrayBuilder out = new ByteArrayBuilder(256);
        try (JsonGenerator json = JsonText.FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeNumberField("v", 1);
            json.writeNumberField("partition", late.event().partition());
            json.writeNumberField("offset", late.event().offset());
            json.writeNumberField("maxTsMs", late.maxTsMs());
            json.writeFieldName("event");
            MarketCodec.write(json, late.event());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Throws CodecException for anything but a complete record of this version. */
    public static LateEvent decode(byte @Nullable [] value) throws CodecException {
        ObjectNode fields = StrictRecordJson.parse(value, WHAT);
        long partition = take(fields, "partition");
        long offset = take(fields, "offset");
        long maxTsMs = take(fields, "maxTsMs");
        JsonNode event = fields.remove("event");
        if (event == null || partition < 0 || partition > Integer.MAX_VALUE || !fields.isEmpty()) {
            throw new CodecException(WHAT + ": expected partition, offset, maxTsMs and event, was " + fields);
        }
        byte[] bytes = event.toString().getBytes(StandardCharsets.UTF_8);
        Inbound inbound = new MarketDecoder("late-events", MarketChecks.MAX_TS_MS, Integer.MAX_VALUE)
                .decode((int) partition, offset, -1, bytes);
        MarketEvent decoded = inbound.event();
        if (decoded == null) {
            DeadLetter refused = inbound.refused();
            throw new CodecException(WHAT + ".event: " + (refused == null ? "refused" : refused.detail()));
        }
        return new LateEvent(decoded, maxTsMs);
    }

    private static long take(ObjectNode fields, String name) throws CodecException {
        JsonNode node = fields.remove(name);
        if (node == null || !node.isIntegralNumber() || !node.canConvertToLong()) {
            throw new CodecException(WHAT + "." + name + ": expected a 64-bit integer, was " + node);
        }
        return node.longValue();
    }
}
