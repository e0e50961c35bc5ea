package io.quorate.schema.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one market record as they stood in the JSON, reused from record to record.
 *
 * <p>Reading notes what is wrong and goes on, so that malformed JSON is found before any single field is judged.
 */
final class MarketFields {

    static final int V = 0;
    static final int TYPE = 1;
    static final int VENUE = 2;
    static final int SYMBOL = 3;
    static final int TS_MS = 4;
    static final int ID = 5;
    static final int PRICE = 6;
    static final int SIZE = 7;
    static final int INTERVAL_MS = 8;
    static final int OPEN = 9;
    static final int HIGH = 10;
    static final int LOW = 11;
    static final int CLOSE = 12;
    static final int VOLUME = 13;

    private static final String[] NAMES = {
        "v",
        "type",
        "venue",
        "symbol",
        "tsMs",
        "id",
        "price",
        "size",
        "intervalMs",
        "open",
        "high",
        "low",
        "close",
        "volume"
    };

    private static final int COMMON = bit(V) | bit(TYPE) | bit(VENUE) | bit(TS_MS);
    static final int TRADE_REQUIRED = COMMON | bit(SYMBOL) | bit(PRICE) | bit(SIZE);
    static final int BAR_REQUIRED =
            COMMON | bit(SYMBOL) | bit(INTERVAL_MS) | bit(OPEN) | bit(HIGH) | bit(LOW) | bit(CLOSE) | bit(VOLUME);
    static final int HEARTBEAT_REQUIRED = COMMON;
    static final int OPTIONAL = bit(ID);

    private final String[] texts = new String[ID + 1];
    private final long[] integers = new long[INTERVAL_MS + 1];
    private final double[] numbers = new double[VOLUME + 1];
    private int seen;
    private int notFinite;
    private int wrongType;
    private @Nullable String wrongTypeDetail;
    private @Nullable String unknownField;

    static int bit(int field) {
        return 1 << field;
    }

    static String name(int field) {
        return NAMES[field];
    }

    int seen() {
        return seen;
    }

    int notFinite() {
        return notFinite;
    }

    @Nullable
    String wrongTypeDetail() {
        return wrongTypeDetail;
    }

    @Nullable
    String unknownField() {
        return unknownField;
    }

    boolean has(int field) {
        return (seen & ~wrongType & bit(field)) != 0;
    }

    String text(int field) {
        return texts[field];
    }

    long integer(int field) {
        return integers[field];
    }

    double number(int field) {
        return numbers[field];
    }

    /** Reads one whole document. Returns what is malformed, or null. */
    @Nullable
    String read(JsonParser json) throws IOException {
        clear();
        JsonToken first = json.nextToken();
        if (first != JsonToken.START_OBJECT) {
            return "json: expected an object, was " + (first == null ? "nothing" : first.name());
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            int field = indexOf(name);
            if (field < 0) {
                unknownField = unknownField == null ? name : unknownField;
                json.nextToken();
                json.skipChildren();
                continue;
            }
            if ((seen & bit(field)) != 0) {
                return NAMES[field] + ": expected once, was repeated";
            }
            seen |= bit(field);
            readValue(json, field, json.nextToken());
        }
        return json.nextToken() == null ? null : "json: expected the end after the object, was more";
    }

    private void clear() {
        seen = 0;
        notFinite = 0;
        wrongType = 0;
        wrongTypeDetail = null;
        unknownField = null;
    }

    private void readValue(JsonParser json, int field, JsonToken token) throws IOException {
        switch (field) {
            case TYPE, VENUE, SYMBOL, ID -> {
                if (token == JsonToken.VALUE_STRING) {
                    texts[field] = json.getText();
                } else {
                    wrong(json, field, "a string", token);
                }
            }
            case V, TS_MS, INTERVAL_MS -> readInteger(json, field, token);
            default -> readNumber(json, field, token);
        }
    }

    private void readInteger(JsonParser json, int field, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_INT && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            integers[field] = json.getLongValue();
        } else if (token == JsonToken.VALUE_NUMBER_FLOAT && json.isNaN()) {
            notFinite |= bit(field);
        } else {
            wrong(json, field, "a 64-bit integer", token);
        }
    }

    private void readNumber(JsonParser json, int field, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
            // + 0.0 makes a negative zero positive: equal values, equal bytes
            double value = json.getDoubleValue() + 0.0;
            numbers[field] = value;
            if (!Double.isFinite(value)) {
                notFinite |= bit(field);
            }
        } else {
            wrong(json, field, "a number", token);
        }
    }

    private void wrong(JsonParser json, int field, String expected, JsonToken token) throws IOException {
        wrongType |= bit(field);
        if (wrongTypeDetail == null) {
            wrongTypeDetail = NAMES[field] + ": expected " + expected + ", was " + token;
        }
        json.skipChildren();
    }

    private static int indexOf(String name) {
        return switch (name) {
            case "v" -> V;
            case "type" -> TYPE;
            case "venue" -> VENUE;
            case "symbol" -> SYMBOL;
            case "tsMs" -> TS_MS;
            case "id" -> ID;
            case "price" -> PRICE;
            case "size" -> SIZE;
            case "intervalMs" -> INTERVAL_MS;
            case "open" -> OPEN;
            case "high" -> HIGH;
            case "low" -> LOW;
            case "close" -> CLOSE;
            case "volume" -> VOLUME;
            default -> -1;
        };
    }
}
