package io.quorate.job.options;

/**
 * One option of the job.
 *
 * @param key dotted name in files and in {@code --set}
 * @param type how its text is read
 * @param defaultText its value when nothing is said
 * @param description what it does, one or two sentences
 * @param affectsDecisions whether another value can give other decisions; part of the config hash
 * @param hashedAtDefault whether the config hash has it at its default too; an option added to a hash that exists does
 *     not, so that runs which do not use it keep their ids
 * @param secret whether its value may only be a {@code file:} or {@code env:} reference and is never printed
 * @param <T> type of the value
 */
public record Option<T>(
        String key,
        OptionType<T> type,
        String defaultText,
        String description,
        boolean affectsDecisions,
        boolean hashedAtDefault,
        boolean secret) {

    public Option {
        type.parse(defaultText);
    }

    static <T> Option<T> of(String key, OptionType<T> type, String defaultText, String description) {
        return new Option<>(key, type, defaultText, description, false, false, false);
    }

    /** An option that is part of the config hash. */
    static <T> Option<T> deciding(String key, OptionType<T> type, String defaultText, String description) {
        return new Option<>(key, type, defaultText, description, true, true, false);
    }

    /** An option that is part of the config hash when it is used: at its default everything is as before it existed. */
    static <T> Option<T> decidingWhenUsed(String key, OptionType<T> type, String defaultText, String description) {
        return new Option<>(key, type, defaultText, description, true, false, false);
    }

    /** The one text of the value that {@code text} means. */
    String canonical(String text) {
        return type.canonicalText(type.parse(text));
    }
}
