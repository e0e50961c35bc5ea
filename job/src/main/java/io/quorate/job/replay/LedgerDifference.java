package io.quorate.job.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** In what two ledger records of one place differ. */
final class LedgerDifference {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> LINKS = Set.of("prev", "hash");
    private static final int MOST = 3;
    private static final int LONGEST = 80;

    private LedgerDifference() {}

    /** The first differing fields with both values; null when the bytes are equal. */
    static @Nullable String of(byte[] ledger, byte[] again) {
        if (Arrays.equals(ledger, again)) {
            return null;
        }
        try {
            List<String> fields = fields(MAPPER.readTree(ledger), MAPPER.readTree(again));
            return fields.isEmpty()
                    ? "equal but for its link: a record before it in the chain differs"
                    : String.join("; ", fields.subList(0, Math.min(MOST, fields.size())))
                            + (fields.size() > MOST ? "; and " + (fields.size() - MOST) + " more fields" : "");
        } catch (IOException e) {
            return "the ledger's bytes are no JSON: " + e.getMessage();
        }
    }

    private static List<String> fields(JsonNode ledger, JsonNode again) {
        Set<String> names = new LinkedHashSet<>();
        ledger.fieldNames().forEachRemaining(names::add);
        again.fieldNames().forEachRemaining(names::add);
        names.removeAll(LINKS);
        List<String> different = new ArrayList<>();
        for (String name : names) {
            JsonNode expected = ledger.get(name);
            JsonNode was = again.get(name);
            if (expected == null || !expected.equals(was)) {
                different.add(name + ": expected " + text(expected) + ", was " + text(was));
            }
        }
        return different;
    }

    private static String text(@Nullable JsonNode node) {
        String text = node == null ? "absent" : node.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
