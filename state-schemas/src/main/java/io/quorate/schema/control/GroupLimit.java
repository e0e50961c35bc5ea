package io.quorate.schema.control;

import java.util.List;

/**
 * A limit on the summed notional of symbols that belong together.
 *
 * @param name of the group
 * @param maxExposure summed notional as a share of equity
 * @param symbols what belongs to it
 */
public record GroupLimit(String name, double maxExposure, List<String> symbols) {

    /** A group of nothing, at no exposure. */
    public static final GroupLimit EMPTY = new GroupLimit("", 0, List.of());
}
