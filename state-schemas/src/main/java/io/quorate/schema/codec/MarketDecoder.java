package io.quorate.schema.codec;

import static io.quorate.schema.codec.MarketFields.CLOSE;
import static io.quorate.schema.codec.MarketFields.HIGH;
import static io.quorate.schema.codec.MarketFields.ID;
import static io.quorate.schema.codec.MarketFields.INTERVAL_MS;
import static io.quorate.schema.codec.MarketFields.LOW;
import static io.quorate.schema.codec.MarketFields.OPEN;
import static io.quorate.schema.codec.MarketFields.PRICE;
import static io.quorate.schema.codec.MarketFields.SIZE;
import static io.quorate.schema.codec.MarketFields.SYMBOL;
import static io.quorate.schema.codec.MarketFields.TS_MS;
import static io.quorate.schema.codec.MarketFields.VENUE;
import static io.quorate.schema.codec.MarketFields.VOLUME;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.quorate.schema.market.DeadLetter;
import io.quorate.schema.market.EventKind;
import io.quorate.schema.market.Inbound;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.market.RejectReason;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of the market topic to a valid event, or to a dead letter with its reason. Never throws.
 *
 * <p>Every check that needs nothing but the record is made here, so that a refused record never advances time. The
 * result depends on the record and the rules alone, not on the records before it. Reusable, not thread-safe.
 */
public final class MarketDecoder {

    /** Bytes of a refused payload that its dead letter keeps. */
    public static final int KEPT_PAYLOAD_BYTES = 1024;

    private final String topic;
    private final MarketRules rules;
    private final MarketFields fields = new MarketFields();

    /** A decoder that accepts trades and ready bars. */
    public MarketDecoder(String topic, long clampMs, int maxPayloadBytes) {
        this(topic, MarketRules.any(clampMs, maxPayloadBytes));
    }

    public MarketDecoder(String topic, MarketRules rules) {
        this.topic = topic;
        this.rules = rules;
    }

    /**
     * Decodes one record.
     *
     * @param partition partition it was read from
     * @param offset offset in that partition
     * @param recordTsMs broker's time of the record; negative = unknown, then the clamp does not apply
     * @param value the bytes; null for a tombstone
     */
    public Inbound decode(int partition, long offset, long recordTsMs, byte @Nullable [] value) {
        if (value == null) {
            return refused(
                    partition, offset, RejectReason.UNDECODABLE, "json: expected an object, was null", new byte[0]);
        }
        if (value.length > rules.maxPayloadBytes()) {
            String detail = "payload: expected at most " + rules.maxPayloadBytes() + " bytes, was " + value.length;
            return refused(partition, offset, RejectReason.TOO_LARGE, detail, value);
        }
        String malformed = parse(value);
        if (malformed != null) {
            return refused(partition, offset, RejectReason.UNDECODABLE, malformed, value);
        }
        EventKind kind = MarketChecks.kind(fields);
        MarketChecks.Refusal refusal = MarketChecks.check(fields, kind, rules, recordTsMs);
        if (kind == null || refusal != null) {
            RejectReason reason = refusal == null ? RejectReason.UNKNOWN_TYPE : refusal.reason();
            return refused(partition, offset, reason, refusal == null ? "" : refusal.detail(), value);
        }
        return new Inbound(partition, event(kind, partition, offset), null);
    }

    private @Nullable String parse(byte[] value) {
        try (JsonParser json = JsonText.NON_NUMBERS.createParser(value)) {
            return fields.read(json);
        } catch (JsonProcessingException e) {
            return "json: expected a well-formed UTF-8 object, was malformed at byte "
                    + (e.getLocation() == null ? "0" : e.getLocation().getByteOffset());
        } catch (IOException | RuntimeException e) {
            return "json: expected a well-formed UTF-8 object, was malformed";
        }
    }

    private MarketEvent event(EventKind kind, int partition, long offset) {
        String venue = fields.text(VENUE);
        long tsMs = fields.integer(TS_MS);
        String id = fields.has(ID) ? fields.text(ID) : "";
        return switch (kind) {
            case TRADE ->
                MarketEvent.trade(
                        venue,
                        fields.text(SYMBOL),
                        tsMs,
                        id,
                        fields.number(PRICE),
                        fields.number(SIZE),
                        partition,
                        offset);
            case BAR ->
                new MarketEvent(
                        EventKind.BAR,
                        venue,
                        fields.text(SYMBOL),
                        tsMs,
                        id,
                        0,
                        0,
                        fields.integer(INTERVAL_MS),
                        fields.number(OPEN),
                        fields.number(HIGH),
                        fields.number(LOW),
                        fields.number(CLOSE),
                        fields.number(VOLUME),
                        partition,
                        offset);
            case HEARTBEAT -> MarketEvent.heartbeat(venue, tsMs, partition, offset);
        };
    }

    private Inbound refused(int partition, long offset, RejectReason reason, String detail, byte[] value) {
        byte[] kept = value.length > KEPT_PAYLOAD_BYTES ? Arrays.copyOf(value, KEPT_PAYLOAD_BYTES) : value;
        String payload = Base64.getEncoder().encodeToString(kept);
        return new Inbound(
                partition, null, new DeadLetter(topic, partition, offset, reason, detail, payload, value.length));
    }
}
