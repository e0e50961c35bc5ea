package io.quorate.job.venue;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A venue behind WireMock that speaks docs/venue.md and can be slow, broken, or wrong when told to. */
final class WireMockVenue implements ResponseDefinitionTransformerV2, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, JsonNode> orders = new LinkedHashMap<>();
    private final List<ObjectNode> feed = new ArrayList<>();
    private final Map<String, Long> signed = new TreeMap<>();
    private final List<String> requests = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private final WireMockServer server;
    private volatile int status = 200;
    private volatile int orderDelayMs;
    private volatile boolean fillsAtOnce;
    private int hidden;

    WireMockVenue() {
        server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .extensions(this));
        server.stubFor(any(anyUrl()));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** Every answer has this status from now on, and does nothing; 200 to work again. */
    void answer(int newStatus) {
        status = newStatus;
    }

    /** Answers about orders come so late, though they are carried out at once. */
    void delayOrders(int ms) {
        orderDelayMs = ms;
    }

    /** Fills every order as it comes. */
    void fillAtOnce() {
        fillsAtOnce = true;
    }

    /** Keeps the last entries of the feed back. */
    synchronized void hide(int entries) {
        hidden = entries;
    }

    synchronized int count(String method, String path) {
        return (int)
                requests.stream().filter(r -> r.startsWith(method + " " + path)).count();
    }

    synchronized int requests() {
        return requests.size();
    }

    synchronized List<String> tokens() {
        return List.copyOf(tokens);
    }

    synchronized List<String> orders() {
        return List.copyOf(orders.keySet());
    }

    synchronized long signedMicros(String account, String symbol) {
        return signed.getOrDefault(account + "|" + symbol, 0L);
    }

    /** What every account holds in every symbol, empty ones left out. */
    synchronized Map<String, Long> held() {
        Map<String, Long> held = new TreeMap<>(signed);
        held.values().removeIf(q -> q == 0);
        return held;
    }

    synchronized void fill(String clientOrderId, String executionId, long quantityMicros, double price) {
        JsonNode order = Objects.requireNonNull(orders.get(clientOrderId));
        String account = order.get("account").asText();
        String symbol = order.get("symbol").asText();
        boolean buy = order.get("side").asText().equals("BUY");
        signed.merge(account + "|" + symbol, buy ? quantityMicros : -quantityMicros, Long::sum);
        event("FILL", executionId, clientOrderId, account, symbol, buy, quantityMicros, price);
    }

    /** The same fill under another place of the feed. */
    synchronized void fillAgain(String executionId) {
        ObjectNode again = feed.stream()
                .filter(e -> e.get("id").asText().equals(executionId))
                .findFirst()
                .orElseThrow()
                .deepCopy();
        feed.add(again.put("seq", feed.size() + 1));
    }

    synchronized void foreignFill(String account, String symbol, long quantityMicros, double price) {
        signed.merge(account + "|" + symbol, quantityMicros, Long::sum);
        event("FILL", "foreign-" + feed.size(), "by-hand", account, symbol, true, quantityMicros, price);
    }

    private void event(
            String kind,
            String id,
            String clientOrderId,
            String account,
            String symbol,
            boolean buy,
            long quantityMicros,
            double price) {
        feed.add(JSON.createObjectNode()
                .put("seq", feed.size() + 1)
                .put("id", id)
                .put("kind", kind)
                .put("clientOrderId", clientOrderId)
                .put("account", account)
                .put("symbol", symbol)
                .put("side", buy ? "BUY" : "SELL")
                .put("quantityMicros", quantityMicros)
                .put("price", price)
                .put("feeMicros", 1_000)
                .put("reason", "")
                .put("venueTime", "is ignored"));
    }

    @Override
    public synchronized ResponseDefinition transform(ServeEvent served) {
        Request request = served.getRequest();
        requests.add(request.getMethod() + " " + request.getUrl());
        tokens.add(String.valueOf(request.getHeader("Authorization")));
        if (status != 200) {
            return new ResponseDefinitionBuilder().withStatus(status).build();
        }
        try {
            return route(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ResponseDefinition route(Request request) throws IOException {
        String url = request.getUrl();
        if (url.equals("/orders")) {
            return delayed(place(JSON.readTree(request.getBody())));
        }
        if (url.startsWith("/orders/")) {
            return delayed(cancel(url.substring("/orders/".length())));
        }
        if (url.startsWith("/executions")) {
            return json(
                    200, page(Integer.parseInt(request.queryParameter("after").firstValue())));
        }
        return json(200, positions());
    }

    private ResponseDefinitionBuilder place(JsonNode order) {
        String id = order.get("clientOrderId").asText();
        if (!orders.containsKey(id)) {
            if (System.currentTimeMillis() > order.get("validUntilMs").asLong()) {
                return new ResponseDefinitionBuilder().withStatus(410);
            }
            orders.put(id, order);
            event(
                    "ACCEPTED",
                    "",
                    id,
                    order.get("account").asText(),
                    order.get("symbol").asText(),
                    true,
                    0,
                    0);
            if (fillsAtOnce) {
                fill(id, "x-" + id, order.get("quantityMicros").asLong(), 100);
            }
        }
        return new ResponseDefinitionBuilder()
                .withStatus(200)
                .withBody("{\"clientOrderId\":\"" + id + "\",\"status\":\"ACCEPTED\"}");
    }

    private ResponseDefinitionBuilder cancel(String id) {
        JsonNode order = orders.get(id);
        if (order == null) {
            return new ResponseDefinitionBuilder().withStatus(404);
        }
        event(
                "CANCELLED",
                "",
                id,
                order.get("account").asText(),
                order.get("symbol").asText(),
                true,
                0,
                0);
        return new ResponseDefinitionBuilder().withStatus(200);
    }

    private ResponseDefinition delayed(ResponseDefinitionBuilder answer) {
        return answer.withFixedDelay(orderDelayMs).build();
    }

    private ObjectNode page(int after) {
        ObjectNode page = JSON.createObjectNode();
        int end = Math.max(after, feed.size() - hidden);
        page.putArray("executions").addAll(feed.subList(after, end));
        return page.put("end", true);
    }

    private ObjectNode positions() {
        ObjectNode root = JSON.createObjectNode().put("asOf", feed.size());
        var list = root.putArray("positions");
        signed.forEach((name, q) -> {
            if (q != 0) {
                list.addObject()
                        .put("account", name.split("\\|")[0])
                        .put("symbol", name.split("\\|")[1])
                        .put("side", q > 0 ? "LONG" : "SHORT")
                        .put("quantityMicros", Math.abs(q))
                        .put("price", 100.0);
            }
        });
        return root;
    }

    private static ResponseDefinition json(int status, ObjectNode body) {
        return new ResponseDefinitionBuilder()
                .withStatus(status)
                .withBody(body.toString())
                .build();
    }

    @Override
    public boolean applyGlobally() {
        return true;
    }

    @Override
    public String getName() {
        return "venue";
    }

    @Override
    public void close() {
        server.stop();
    }
}
