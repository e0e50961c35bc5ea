package io.quorate.schema.codec;

/** Bytes that are not the record they should be; the message says what was expected and what was found. */
public final class CodecException extends Exception {

    private static final long serialVersionUID = 1L;

    public CodecException(String message) {
        super(message);
    }
}
