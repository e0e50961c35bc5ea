package io.quorate.edge;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Names that come again and again, as text and as bytes: symbols, venues, layouts, members. One look-up in a table of
 * fixed size takes the place of an encoding or of a new string; what does not fit its slot replaces what was there.
 *
 * <p>Not thread-safe.
 */
final class Names {

    private static final int SLOTS = 1024;
    private static final byte[] NONE = {};

    private final String[] encodedText = new String[SLOTS];
    private final byte[][] encoded = new byte[SLOTS][];
    private final byte[][] decoded = new byte[SLOTS][];
    private final String[] decodedText = new String[SLOTS];

    Names() {
        Arrays.fill(encodedText, "");
        Arrays.fill(encoded, NONE);
        Arrays.fill(decoded, NONE);
        Arrays.fill(decodedText, "");
    }

    /** UTF-8 bytes of the text; not to be changed. */
    byte[] bytes(String text) {
        int hash = text.hashCode();
        int slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
        if (!encodedText[slot].equals(text)) {
            encodedText[slot] = text;
            encoded[slot] = text.getBytes(StandardCharsets.UTF_8);
        }
        return encoded[slot];
    }

    /** The text of the first {@code length} UTF-8 bytes. */
    String text(byte[] bytes, int length) {
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
        if (!Arrays.equals(decoded[slot], 0, decoded[slot].length, bytes, 0, length)) {
            decoded[slot] = Arrays.copyOf(bytes, length);
            decodedText[slot] = new String(bytes, 0, length, StandardCharsets.UTF_8);
        }
        return decodedText[slot];
    }
}
