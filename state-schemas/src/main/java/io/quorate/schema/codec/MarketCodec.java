package io.quorate.schema.codec;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.quorate.schema.market.MarketEvent;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Canonical JSON of market records, version 1: fixed field order, no blanks, an empty id omitted.
 *
 * <p>Partition and offset are places of a topic, not part of the record. {@link MarketDecoder} reads it back.
 */
public final class MarketCodec {

    private MarketCodec() {}

    /** UTF-8 bytes of the event. Throws UncheckedIOException for a NaN or infinite number or text with lone surrogates. */
    public static byte[] encode(MarketEvent event) {
        ByteArrayBuilder out = new ByteArrayBuilder(192);
        try (JsonGenerator json = JsonText.FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
            write(json, event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static void write(JsonGenerator json, MarketEvent event) throws IOException {
        json.writeStartObject();
        json.writeNumberField("v", 1);
        json.writeStringField(
                "type",
                switch (event.kind()) {
                    case TRADE -> "trade";
                    case BAR -> "bar";
                    case HEARTBEAT -> "heartbeat";
                });
        json.writeStringField("venue", event.venue());
        switch (event.kind()) {
            case TRADE -> writeTrade(json, event);
            case BAR -> writeBar(json, event);
            case HEARTBEAT -> json.writeNumberField("tsMs", event.tsMs());
        }
        json.writeEndObject();
    }

    private static void writeTrade(JsonGenerator json, MarketEvent event) throws IOException {
        writeIdentity(json, event);
        writeDouble(json, "price", event.price());
        writeDouble(json, "size", event.size());
    }

    private static void writeBar(JsonGenerator json, MarketEvent event) throws IOException {
        writeIdentity(json, event);
        json.writeNumberField("intervalMs", event.intervalMs());
        writeDouble(json, "open", event.open());
        writeDouble(json, "high", event.high());
        writeDouble(json, "low", event.low());
        writeDouble(json, "close", event.close());
        writeDouble(json, "volume", event.volume());
    }

    private static void writeIdentity(JsonGenerator json, MarketEvent event) throws IOException {
        json.writeStringField("symbol", event.symbol());
        json.writeNumberField("tsMs", event.tsMs());
        if (!event.id().isEmpty()) {
            json.writeStringField("id", event.id());
        }
    }

    private static void writeDouble(JsonGenerator json, String field, double value) throws IOException {
        if (!Double.isFinite(value)) {
            throw new IOException(field + ": expected a finite number, was " + value);
        }
        json.writeNumberField(field, value);
    }
}
