package io.quorate.tune;

import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of several names without an order.
 *
 * @param choices different names, at least one
 */
public record CategoricalParameter(
        String name, List<String> choices, @Nullable Condition when) implements Parameter {
    public CategoricalParameter {
        if (name.isBlank()) {
            throw Parameter.refusal("?", "name", "a name", "blank");
        }
        choices = List.copyOf(choices);
        if (choices.isEmpty()) {
            throw Parameter.refusal(name, "choices", "at least one", choices);
        }
        if (new LinkedHashSet<>(choices).size() < choices.size()) {
            throw Parameter.refusal(name, "choices", "different names", choices);
        }
    }

    public CategoricalParameter(String name, List<String> choices) {
        this(name, choices, null);
    }

    @Override
    public boolean admits(Object value) {
        return value instanceof String text && choices.contains(text);
    }
}
