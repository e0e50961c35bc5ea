package io.quorate.schema.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;

/**
 * The JSON factories and the rules for text that enters a record.
 *
 * <p>Doubles are written by Jackson's own shortest writer because {@code Double.toString} differs between Java 17 and
 * 19+. Bytes are read as UTF-8 only. The symbol table never throws, so what is made of a record does not depend on the
 * records before it.
 */
final class JsonText {

    static final JsonFactory FACTORY = builder().build();

    /** Also reads the tokens NaN and Infinity, so that they can be refused by their own reason. */
    static final JsonFactory NON_NUMBERS =
            builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    private static final int QUOTE_CHARS = 48;

    private JsonText() {}

    private static JsonFactoryBuilder builder() {
        return (JsonFactoryBuilder) JsonFactory.builder()
                .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES);
    }

    /** True if the text has neither control characters nor unpaired surrogates, so that it can be written again. */
    static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** The text for a message: shortened, everything but printable ASCII replaced by a question mark. */
    static String quote(String text) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), QUOTE_CHARS) + 5).append('"');
        for (int i = 0; i < text.length() && i < QUOTE_CHARS; i++) {
            char c = text.charAt(i);
            out.append(c >= ' ' && c < 127 ? c : '?');
        }
        return out.append(text.length() > QUOTE_CHARS ? "...\"" : "\"").toString();
    }
}
