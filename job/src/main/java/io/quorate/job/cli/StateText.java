package io.quorate.job.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.quorate.job.savepoint.SavedState;
import io.quorate.job.savepoint.StateKind;
import io.quorate.job.savepoint.StateList;
import io.quorate.job.savepoint.StateRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** State for people, and as lines for programs. */
final class StateText {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LONGEST_LIST = 8;
    private static final int SHOWN_OF_LONGER = 4;

    private StateText() {}

    static String of(StateList list) {
        int width =
                list.operators().stream().mapToInt(o -> o.uid().length()).max().orElse(0);
        String columns = "%-" + Math.max(width, 8) + "s %4s %5s %12s %9s %10s  %s%n";
        StringBuilder text = new StringBuilder();
        text.append("checkpoint ")
                .append(list.checkpointId())
                .append(" at ")
                .append(list.path())
                .append('\n');
        text.append(String.format(columns, "operator", "par", "max", "bytes", "keys", "bytes/key", "states"));
        for (StateList.Operator o : list.operators()) {
            text.append(String.format(
                    columns,
                    o.uid(),
                    o.parallelism(),
                    o.maxParallelism(),
                    number(o.stateBytes()),
                    number(o.keys()),
                    number(o.meanBytesPerKey()),
                    states(o.states())));
        }
        return text.toString();
    }

    private static String number(@Nullable Long n) {
        return n == null ? "-" : String.format(Locale.ROOT, "%,d", n);
    }

    private static String states(List<SavedState> states) {
        if (states.isEmpty()) {
            return "none";
        }
        return states.stream()
                .map(s -> s.kind() == StateKind.TIMERS || s.kind() == StateKind.COORDINATOR
                        ? s.kind().name().toLowerCase(Locale.ROOT)
                        : s.name() + " (" + s.kind().name().toLowerCase(Locale.ROOT) + ")")
                .distinct()
                .collect(Collectors.joining(", "));
    }

    static String of(List<StateRow> rows) {
        StringBuilder text = new StringBuilder();
        String head = "";
        for (StateRow row : rows) {
            String own = row.operator() + " / " + row.state();
            if (!own.equals(head)) {
                text.append(own).append('\n');
                head = own;
            }
            text.append("  ").append(row.key() == null ? "" : row.key() + "  ");
            text.append(shortened(row.value())).append('\n');
        }
        return rows.isEmpty() ? "no such value\n" : text.toString();
    }

    private static String shortened(String json) {
        try {
            JsonNode value = MAPPER.readTree(json);
            shorten(value);
            return value.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected JSON, was " + json, e);
        }
    }

    private static void shorten(JsonNode node) {
        if (node instanceof ArrayNode list && list.size() > LONGEST_LIST) {
            int left = list.size() - SHOWN_OF_LONGER;
            while (list.size() > SHOWN_OF_LONGER) {
                list.remove(list.size() - 1);
            }
            list.add("… " + left + " more");
        }
        List<JsonNode> inner = new ArrayList<>();
        node.forEach(inner::add);
        inner.forEach(StateText::shorten);
    }

    static String jsonLine(StateRow row) {
        ObjectNode line = MAPPER.createObjectNode();
        line.put("operator", row.operator());
        line.put("state", row.state());
        line.put("key", row.key());
        line.putRawValue("value", new RawValue(row.value()));
        try {
            return MAPPER.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected JSON, was " + row.value(), e);
        }
    }
}
