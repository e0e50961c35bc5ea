package io.quorate.schema.decision;

/** Direction of a position, or of the order that opens it. */
public enum Side {
    NONE,
    LONG,
    SHORT;

    /** +1, -1 or 0. */
    public int sign() {
        return switch (this) {
            case LONG -> 1;
            case SHORT -> -1;
            case NONE -> 0;
        };
    }
}
