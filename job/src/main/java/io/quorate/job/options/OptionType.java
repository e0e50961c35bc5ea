package io.quorate.job.options;

import java.util.function.Function;

/**
 * How the text of an option becomes a value.
 *
 * @param name name shown in the table of options
 * @param range what is allowed, for a human
 * @param parser text to value; throws IllegalArgumentException saying "expected …, was …"
 * @param canonical the one text of a value, whatever way it was written
 * @param <T> type of the value
 */
public record OptionType<T>(String name, String range, Function<String, T> parser, Function<T, String> canonical) {

    T parse(String text) {
        return parser.apply(text);
    }

    String canonicalText(T value) {
        return canonical.apply(value);
    }
}
