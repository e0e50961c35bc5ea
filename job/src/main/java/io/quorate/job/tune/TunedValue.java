package io.quorate.job.tune;

import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.ObjDoubleConsumer;
import java.util.function.ObjLongConsumer;

/**
 * A path of a space file and what it changes.
 *
 * @param path its name, range and meaning
 * @param apply puts a value into a draft
 */
record TunedValue(TunablePath path, BiConsumer<TrialDraft, Object> apply) {
    private static final List<String> SWITCH = List.of("on", "off");

    static TunedValue number(
            String name, double low, double high, String description, ObjDoubleConsumer<TrialDraft> apply) {
        return new TunedValue(
                TunablePath.number(name, low, high, description),
                (draft, value) -> apply.accept(draft, ((Number) value).doubleValue()));
    }

    static TunedValue integer(String name, long low, long high, String description, ObjLongConsumer<TrialDraft> apply) {
        return new TunedValue(
                TunablePath.integer(name, low, high, description),
                (draft, value) -> apply.accept(draft, ((Number) value).longValue()));
    }

    static TunedValue choice(
            String name, List<String> choices, String description, BiConsumer<TrialDraft, String> apply) {
        return new TunedValue(
                TunablePath.choice(name, choices, description), (draft, value) -> apply.accept(draft, (String) value));
    }

    /** One of the constants of an enum, in lower case. */
    static <T extends Enum<T>> TunedValue constant(
            String name, Class<T> type, String description, BiConsumer<TrialDraft, T> apply) {
        List<String> names = List.of(type.getEnumConstants()).stream()
                .map(c -> c.name().toLowerCase(Locale.ROOT))
                .toList();
        return choice(
                name,
                names,
                description,
                (draft, text) -> apply.accept(draft, Enum.valueOf(type, text.toUpperCase(Locale.ROOT))));
    }

    /** On or off. */
    static TunedValue flag(String name, String description, BiConsumer<TrialDraft, Boolean> apply) {
        return choice(name, SWITCH, description, (draft, text) -> apply.accept(draft, text.equals("on")));
    }

    /** Any text; what it may be the draft says. */
    static TunedValue text(String name, String description, BiConsumer<TrialDraft, String> apply) {
        return choice(name, List.of(), description, apply);
    }
}
