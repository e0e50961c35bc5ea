package io.quorate.ensemble;

import io.quorate.schema.model.ReferenceProfile;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where scoring says which reference an ensemble version of a job was made with, for operators behind it in the same
 * process: a prediction would be the heavier for carrying it. Holds no reference that nobody else does. Thread-safe.
 */
public final class ReferenceBoard {

    private static final Map<Key, WeakReference<ReferenceProfile>> BOARD = new ConcurrentHashMap<>();

    private ReferenceBoard() {}

    private record Key(String job, long ensembleVersion) {}

    /** Says it; nothing to say for a bundle without one. */
    public static void post(String job, long ensembleVersion, @Nullable ReferenceProfile reference) {
        if (reference != null) {
            BOARD.values().removeIf(held -> held.get() == null);
            BOARD.put(new Key(job, ensembleVersion), new WeakReference<>(reference));
        }
    }

    /** The reference; null for a bundle without one, or one that was given back. */
    public static @Nullable ReferenceProfile find(String job, long ensembleVersion) {
        WeakReference<ReferenceProfile> held = BOARD.get(new Key(job, ensembleVersion));
        return held == null ? null : held.get();
    }
}
