package io.quorate.schema.codec;

import static io.quorate.schema.codec.MarketFields.BAR_REQUIRED;
import static io.quorate.schema.codec.MarketFields.CLOSE;
import static io.quorate.schema.codec.MarketFields.HEARTBEAT_REQUIRED;
import static io.quorate.schema.codec.MarketFields.HIGH;
import static io.quorate.schema.codec.MarketFields.ID;
import static io.quorate.schema.codec.MarketFields.INTERVAL_MS;
import static io.quorate.schema.codec.MarketFields.LOW;
import static io.quorate.schema.codec.MarketFields.OPEN;
import static io.quorate.schema.codec.MarketFields.OPTIONAL;
import static io.quorate.schema.codec.MarketFields.PRICE;
import static io.quorate.schema.codec.MarketFields.SIZE;
import static io.quorate.schema.codec.MarketFields.SYMBOL;
import static io.quorate.schema.codec.MarketFields.TRADE_REQUIRED;
import static io.quorate.schema.codec.MarketFields.TS_MS;
import static io.quorate.schema.codec.MarketFields.TYPE;
import static io.quorate.schema.codec.MarketFields.V;
import static io.quorate.schema.codec.MarketFields.VENUE;
import static io.quorate.schema.codec.MarketFields.VOLUME;

import com.fasterxml.jackson.core.io.NumberOutput;
import io.quorate.schema.market.EventKind;
import io.quorate.schema.market.RejectReason;
import org.jspecify.annotations.Nullable;

/**
 * Every check of a market record that needs nothing but the record, in a fixed order: the first failure is the reason.
 *
 * <p>Order: version, type, kind, unknown, wrong and missing fields, finiteness, names, time, numbers, interval, clamp.
 */
final class MarketChecks {

    /** Longest venue, symbol or id. */
    static final int MAX_NAME_CHARS = 64;

    /** Last event time accepted, end of the year 9999: sums of times must not overflow. */
    static final long MAX_TS_MS = 253_402_300_799_999L;

    private MarketChecks() {}

    /**
     * Why a record is refused.
     *
     * @param reason reason code
     * @param detail field, expectation and finding
     */
    record Refusal(RejectReason reason, String detail) {}

    static @Nullable EventKind kind(MarketFields fields) {
        if (!fields.has(TYPE)) {
            return null;
        }
        return switch (fields.text(TYPE)) {
            case "trade" -> EventKind.TRADE;
            case "bar" -> EventKind.BAR;
            case "heartbeat" -> EventKind.HEARTBEAT;
            default -> null;
        };
    }

    static @Nullable Refusal check(MarketFields fields, @Nullable EventKind kind, MarketRules rules, long recordTsMs) {
        Refusal refusal = checkShape(fields, kind, rules);
        if (refusal == null) {
            refusal = checkNames(fields, kind == EventKind.HEARTBEAT);
        }
        if (refusal == null && fields.integer(TS_MS) < 0) {
            refusal = refuse(RejectReason.TIMESTAMP_NEGATIVE, "tsMs: expected >= 0, was " + fields.integer(TS_MS));
        }
        if (refusal == null && kind == EventKind.TRADE) {
            refusal = checkTrade(fields);
        }
        if (refusal == null && kind == EventKind.BAR) {
            refusal = checkBar(fields, rules.barIntervalMs());
        }
        if (refusal == null) {
            refusal = checkClamp(fields, kind == EventKind.BAR, rules.clampMs(), recordTsMs);
        }
        return refusal;
    }

    private static @Nullable Refusal checkShape(MarketFields fields, @Nullable EventKind kind, MarketRules rules) {
        if (!fields.has(V) || fields.integer(V) != 1) {
            String was = fields.has(V) ? Long.toString(fields.integer(V)) : "absent or not an integer";
            return refuse(RejectReason.UNKNOWN_VERSION, "v: expected 1, was " + was);
        }
        if (kind == null) {
            String was = fields.has(TYPE) ? JsonText.quote(fields.text(TYPE)) : "absent or not a string";
            return refuse(RejectReason.UNKNOWN_TYPE, "type: expected trade, bar or heartbeat, was " + was);
        }
        if ((kind == EventKind.TRADE && !rules.trades()) || (kind == EventKind.BAR && !rules.bars())) {
            return refuse(
                    RejectReason.KIND_UNEXPECTED,
                    "type: expected " + (rules.bars() ? "bar" : "trade") + " or heartbeat, was " + fields.text(TYPE));
        }
        int required = switch (kind) {
            case TRADE -> TRADE_REQUIRED;
            case BAR -> BAR_REQUIRED;
            case HEARTBEAT -> HEARTBEAT_REQUIRED;
        };
        int allowed = kind == EventKind.HEARTBEAT ? required : required | OPTIONAL;
        String unknown = fields.unknownField();
        if (unknown == null && (fields.seen() & ~allowed) != 0) {
            unknown = first(fields.seen() & ~allowed);
        }
        if (unknown != null) {
            String detail = "expected only fields of a " + fields.text(TYPE) + ", was " + JsonText.quote(unknown);
            return refuse(RejectReason.UNKNOWN_FIELD, detail);
        }
        String wrongType = fields.wrongTypeDetail();
        if (wrongType != null) {
            return refuse(RejectReason.WRONG_TYPE, wrongType);
        }
        int missing = required & ~fields.seen();
        if (missing != 0) {
            return refuse(RejectReason.MISSING_FIELD, first(missing) + ": expected a value, was absent");
        }
        return fields.notFinite() == 0
                ? null
                : refuse(
                        RejectReason.NOT_FINITE,
                        first(fields.notFinite()) + ": expected a finite number, was NaN or infinite");
    }

    private static @Nullable Refusal checkNames(MarketFields fields, boolean heartbeat) {
        Refusal refusal = checkName(fields, VENUE);
        if (refusal == null && !heartbeat) {
            refusal = checkName(fields, SYMBOL);
        }
        if (refusal == null && fields.has(ID)) {
            refusal = checkName(fields, ID);
        }
        return refusal;
    }

    private static @Nullable Refusal checkName(MarketFields fields, int field) {
        String text = fields.text(field);
        if (text.isEmpty() || text.length() > MAX_NAME_CHARS) {
            return refuse(
                    RejectReason.NAME_INVALID,
                    MarketFields.name(field) + ": expected 1 to 64 characters, was " + text.length());
        }
        return JsonText.isPrintable(text)
                ? null
                : refuse(
                        RejectReason.NAME_INVALID,
                        MarketFields.name(field) + ": expected printable characters, was " + JsonText.quote(text));
    }

    private static @Nullable Refusal checkTrade(MarketFields fields) {
        Refusal refusal = checkPositive(fields, PRICE);
        return refusal == null ? checkNotNegative(fields, SIZE) : refusal;
    }

    private static @Nullable Refusal checkBar(MarketFields fields, long barIntervalMs) {
        for (int field = OPEN; field <= CLOSE; field++) {
            Refusal refusal = checkPositive(fields, field);
            if (refusal != null) {
                return refusal;
            }
        }
        Refusal refusal = checkNotNegative(fields, VOLUME);
        if (refusal != null) {
            return refusal;
        }
        double high = fields.number(HIGH);
        double low = fields.number(LOW);
        double top = Math.max(fields.number(OPEN), fields.number(CLOSE));
        double bottom = Math.min(fields.number(OPEN), fields.number(CLOSE));
        if (high < top || low > bottom) {
            return refuse(
                    RejectReason.OHLC_INCONSISTENT,
                    "expected high >= max(open, close) >= min(open, close) >= low, was " + number(high) + ", "
                            + number(top) + ", " + number(bottom) + ", " + number(low));
        }
        long interval = fields.integer(INTERVAL_MS);
        if (interval <= 0 || interval > MAX_TS_MS || (barIntervalMs > 0 && interval % barIntervalMs != 0)) {
            String expected = barIntervalMs > 0 ? "a positive multiple of " + barIntervalMs : "> 0";
            return refuse(RejectReason.INTERVAL_INVALID, "intervalMs: expected " + expected + ", was " + interval);
        }
        return null;
    }

    private static @Nullable Refusal checkClamp(MarketFields fields, boolean bar, long clampMs, long recordTsMs) {
        long tsMs = fields.integer(TS_MS);
        if (tsMs > MAX_TS_MS) {
            return refuse(RejectReason.TIMESTAMP_AHEAD, "tsMs: expected <= " + MAX_TS_MS + ", was " + tsMs);
        }
        long eventTimeMs = bar ? tsMs + fields.integer(INTERVAL_MS) : tsMs;
        // a record without a broker time cannot be compared
        if (recordTsMs >= 0 && eventTimeMs - recordTsMs > clampMs) {
            return refuse(
                    RejectReason.TIMESTAMP_AHEAD,
                    "tsMs: expected at most " + clampMs + " ms ahead of the record time, was "
                            + (eventTimeMs - recordTsMs));
        }
        return null;
    }

    private static @Nullable Refusal checkPositive(MarketFields fields, int field) {
        double value = fields.number(field);
        return value > 0
                ? null
                : refuse(
                        RejectReason.PRICE_NOT_POSITIVE,
                        MarketFields.name(field) + ": expected > 0, was " + number(value));
    }

    private static @Nullable Refusal checkNotNegative(MarketFields fields, int field) {
        double value = fields.number(field);
        return value >= 0
                ? null
                : refuse(
                        RejectReason.SIZE_NEGATIVE, MarketFields.name(field) + ": expected >= 0, was " + number(value));
    }

    private static String first(int mask) {
        return MarketFields.name(Integer.numberOfTrailingZeros(mask));
    }

    private static String number(double value) {
        return NumberOutput.toString(value, true);
    }

    private static Refusal refuse(RejectReason reason, String detail) {
        return new Refusal(reason, detail);
    }
}
