package io.quorate.job.venue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.execution.OrderTicket;
import io.quorate.execution.VenueAnswer;
import io.quorate.execution.VenuePage;
import io.quorate.execution.VenuePositions;
import io.quorate.schema.decision.Side;
import io.quorate.schema.execution.VenueEvent;
import io.quorate.schema.execution.VenueEventKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * JSON of the venue's HTTP interface, as in docs/venue.md. The venue is somebody else's: fields it adds are ignored, and
 * an entry of the feed with parts missing is read with nothing in their place, so that it ends as a dead letter and does
 * not stop the feed.
 */
final class VenueProtocol {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TOO_LATE = 410;

    /** Answers that say nothing of the order: who asks, how often, or how slowly is wrong. */
    private static final Set<Integer> NOT_OF_THE_ORDER = Set.of(401, 403, 404, 405, 408, 425, 429);

    private VenueProtocol() {}

    static byte[] order(OrderTicket t) {
        try {
            return JSON.writeValueAsBytes(JSON.createObjectNode()
                    .put("clientOrderId", t.clientOrderId())
                    .put("account", t.account())
                    .put("symbol", t.symbol())
                    .put("side", t.buy() ? "BUY" : "SELL")
                    .put("type", "MARKET")
                    .put("quantityMicros", t.quantityMicros())
                    .put("reduceOnly", t.reduceOnly())
                    .put("validUntilMs", t.validUntilMs()));
        } catch (IOException e) {
            throw new IllegalStateException("expected an order that has a JSON form", e);
        }
    }

    /** What an answer to POST /orders says of the order. */
    static VenueAnswer placed(int status, byte[] body) {
        if (status == 409 || (status >= 200 && status < 300)) {
            JsonNode node = tree(body);
            return node.path("status").asText("").equals("REJECTED")
                    ? new VenueAnswer(VenueAnswer.Kind.REFUSED, reason(node, status))
                    : VenueAnswer.DONE;
        }
        boolean ofTheOrder = status >= 400 && status < 500 && !NOT_OF_THE_ORDER.contains(status);
        String reason = status == TOO_LATE ? "too late" : reason(tree(body), status);
        return new VenueAnswer(ofTheOrder ? VenueAnswer.Kind.REFUSED : VenueAnswer.Kind.UNKNOWN, reason);
    }

    /** What an answer to DELETE /orders/ID says. */
    static VenueAnswer cancelled(int status) {
        return status >= 200 && status < 300
                ? VenueAnswer.DONE
                : new VenueAnswer(
                        status == 404 || status == 409 ? VenueAnswer.Kind.REFUSED : VenueAnswer.Kind.UNKNOWN,
                        "HTTP " + status);
    }

    /** Whether an answer shows that the venue works. */
    static boolean works(int status) {
        return status < 500 && status != 408 && status != 429;
    }

    static VenuePage page(byte[] body) throws IOException {
        JsonNode root = JSON.readTree(body);
        JsonNode list = root.get("executions");
        JsonNode end = root.get("end");
        if (list == null || !list.isArray() || end == null || !end.isBoolean()) {
            throw new IOException("expected {\"executions\":[…],\"end\":true or false}, was " + cut(body));
        }
        List<VenueEvent> events = new ArrayList<>();
        for (JsonNode e : list) {
            if (!e.path("seq").canConvertToLong() || e.path("seq").asLong() < 1) {
                throw new IOException("executions[].seq: expected a place from 1, was " + e.path("seq"));
            }
            events.add(event(e));
        }
        return new VenuePage(events, end.booleanValue());
    }

    private static VenueEvent event(JsonNode e) {
        String kind = e.path("kind").asText("");
        boolean known =
                Arrays.stream(VenueEventKind.values()).anyMatch(k -> k.name().equals(kind));
        return new VenueEvent(
                e.path("seq").asLong(),
                e.path("id").asText(""),
                known ? VenueEventKind.valueOf(kind) : VenueEventKind.FILL,
                e.path("clientOrderId").asText(""),
                e.path("account").asText(""),
                e.path("symbol").asText(""),
                e.path("side").asText("").equals("BUY"),
                known ? e.path("quantityMicros").asLong() : 0,
                e.path("price").asDouble(),
                e.path("feeMicros").asLong(),
                known ? e.path("reason").asText("") : "kind " + kind);
    }

    static VenuePositions positions(byte[] body) throws IOException {
        JsonNode root = JSON.readTree(body);
        if (!root.path("asOf").canConvertToLong() || !root.path("positions").isArray()) {
            throw new IOException("expected {\"asOf\":…,\"positions\":[…]}, was " + cut(body));
        }
        List<VenuePositions.Holding> held = new ArrayList<>();
        for (JsonNode p : root.path("positions")) {
            String side = p.path("side").asText("");
            long quantityMicros = p.path("quantityMicros").asLong();
            double price = p.path("price").asDouble();
            if (!(side.equals("LONG") || side.equals("SHORT")) || quantityMicros < 1 || !(price > 0)) {
                throw new IOException("positions[]: expected side, quantityMicros and price, was " + p);
            }
            held.add(new VenuePositions.Holding(
                    p.path("account").asText(""),
                    p.path("symbol").asText(""),
                    Side.valueOf(side),
                    quantityMicros,
                    price));
        }
        return new VenuePositions(root.path("asOf").asLong(), held);
    }

    private static JsonNode tree(byte[] body) {
        try {
            JsonNode node = JSON.readTree(body);
            return node == null ? JSON.createObjectNode() : node;
        } catch (IOException e) {
            return JSON.createObjectNode();
        }
    }

    private static String reason(JsonNode node, int status) {
        String reason = node.path("reason").asText("");
        return reason.isEmpty() ? "HTTP " + status : reason;
    }

    private static String cut(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }
}
