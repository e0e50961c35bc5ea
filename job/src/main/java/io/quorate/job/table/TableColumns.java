package io.quorate.job.table;

import io.quorate.job.fault.UserError;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns a reader is asked for, required ones first.
 *
 * @param required a file without one of them is refused
 * @param optional may be missing
 */
public record TableColumns(List<String> required, List<String> optional) {

    public TableColumns {
        required = List.copyOf(required);
        optional = List.copyOf(optional);
    }

    /** Number of columns. */
    public int size() {
        return required.size() + optional.size();
    }

    /** Name of a column by its place. */
    public String name(int column) {
        return column < required.size() ? required.get(column) : optional.get(column - required.size());
    }

    /**
     * Where each column is in a file, -1 for one that is missing.
     *
     * @param header names in the file, lower case
     * @param place what an error starts with
     */
    int[] find(List<String> header, String place) {
        int[] at = new int[size()];
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < at.length; i++) {
            at[i] = header.indexOf(name(i));
            if (at[i] < 0 && i < required.size()) {
                missing.add(name(i));
            }
            if (at[i] >= 0 && header.lastIndexOf(name(i)) != at[i]) {
                throw UserError.wrongUse(place + ": expected column " + name(i) + " once, was twice");
            }
        }
        if (!missing.isEmpty()) {
            throw UserError.wrongUse(place + ": expected columns " + String.join(",", required) + ", was without "
                    + String.join(",", missing));
        }
        return at;
    }
}
