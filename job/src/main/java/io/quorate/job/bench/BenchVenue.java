package io.quorate.job.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.schema.market.EventKind;
import io.quorate.schema.market.MarketEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A venue on loopback that speaks docs/venue.md: fills every order at the last price it saw, or answers everything with
 * status 500 while told to.
 */
final class BenchVenue implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int THREADS = 2;
    private static final int OK = 200;
    private static final int BROKEN = 500;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Map<String, Double> prices = new ConcurrentHashMap<>();
    private final Set<String> orders = new HashSet<>();
    private final List<ObjectNode> feed = new ArrayList<>();
    private final Map<Holding, Long> signed = new TreeMap<>();
    private volatile boolean broken;
    private long refused;

    private record Holding(String account, String symbol) implements Comparable<Holding> {
        @Override
        public int compareTo(Holding other) {
            int accounts = account.compareTo(other.account);
            return accounts == 0 ? symbol.compareTo(other.symbol) : accounts;
        }
    }

    private BenchVenue(HttpServer server) {
        this.server = server;
    }

    /** Throws UserError when loopback has no free port. */
    static BenchVenue start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            BenchVenue venue = new BenchVenue(server);
            server.setExecutor(venue.threads);
            server.createContext("/", venue::answer);
            server.start();
            return venue;
        } catch (IOException e) {
            throw UserError.failed("expected a free port on loopback for the venue, was " + RootCause.of(e), e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on every request is answered with 500, or as it should be. */
    void broken(boolean now) {
        broken = now;
    }

    /** The events, whose prices it fills at. */
    Iterator<MarketEvent> watching(Iterator<MarketEvent> events) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return events.hasNext();
            }

            @Override
            public MarketEvent next() {
                MarketEvent event = events.next();
                prices.put(event.symbol(), event.kind() == EventKind.BAR ? event.close() : event.price());
                return event;
            }
        };
    }

    synchronized int orders() {
        return orders.size();
    }

    /** Requests answered with 500. */
    synchronized long refused() {
        return refused;
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body;
        int status;
        try (exchange) {
            byte[] asked = exchange.getRequestBody().readAllBytes();
            synchronized (this) {
                if (broken) {
                    refused++;
                    status = BROKEN;
                    body = new byte[0];
                } else {
                    status = OK;
                    body = route(exchange, asked).toString().getBytes(StandardCharsets.UTF_8);
                }
            }
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private ObjectNode route(HttpExchange exchange, byte[] asked) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/orders")) {
            return place(JSON.readTree(asked));
        }
        if (path.equals("/executions")) {
            return page(exchange.getRequestURI().getQuery());
        }
        // filled at once, so that there is never anything to cancel
        return path.equals("/positions") ? positions() : JSON.createObjectNode();
    }

    private ObjectNode place(JsonNode order) {
        String id = order.get("clientOrderId").asText();
        if (orders.add(id)) {
            event("ACCEPTED", order, 0, 0);
            fill(order);
        }
        return JSON.createObjectNode().put("clientOrderId", id).put("status", "ACCEPTED");
    }

    private void fill(JsonNode order) {
        Holding holding =
                new Holding(order.get("account").asText(), order.get("symbol").asText());
        long held = signed.getOrDefault(holding, 0L);
        boolean buy = order.get("side").asText().equals("BUY");
        long quantity = order.get("quantityMicros").asLong();
        if (order.get("reduceOnly").asBoolean()) {
            quantity = Math.min(quantity, Math.max(0, buy ? -held : held));
        }
        if (quantity == 0) {
            event("CANCELLED", order, 0, 0);
            return;
        }
        signed.put(holding, held + (buy ? quantity : -quantity));
        event("FILL", order, quantity, prices.getOrDefault(holding.symbol(), 1.0));
    }

    private void event(String kind, JsonNode order, long quantityMicros, double price) {
        String id = order.get("clientOrderId").asText();
        feed.add(JSON.createObjectNode()
                .put("seq", feed.size() + 1)
                .put("id", quantityMicros == 0 ? "" : "x-" + id)
                .put("kind", kind)
                .put("clientOrderId", id)
                .put("account", order.get("account").asText())
                .put("symbol", order.get("symbol").asText())
                .put("side", order.get("side").asText())
                .put("quantityMicros", quantityMicros)
                .put("price", price)
                .put("feeMicros", 0)
                .put("reason", ""));
    }

    private ObjectNode page(String query) {
        int after = 0;
        int limit = Integer.MAX_VALUE;
        for (String part : query.split("&", -1)) {
            if (part.startsWith("after=")) {
                after = Integer.parseInt(part.substring("after=".length()));
            } else if (part.startsWith("limit=")) {
                limit = Integer.parseInt(part.substring("limit=".length()));
            }
        }
        int from = Math.min(after, feed.size());
        int to = from + Math.min(limit, feed.size() - from);
        ObjectNode page = JSON.createObjectNode().put("end", to == feed.size());
        page.putArray("executions").addAll(feed.subList(from, to));
        return page;
    }

    private ObjectNode positions() {
        ObjectNode root = JSON.createObjectNode().put("asOf", feed.size());
        ArrayNode list = root.putArray("positions");
        signed.forEach((holding, quantity) -> {
            if (quantity != 0) {
                list.addObject()
                        .put("account", holding.account())
                        .put("symbol", holding.symbol())
                        .put("side", quantity > 0 ? "LONG" : "SHORT")
                        .put("quantityMicros", Math.abs(quantity))
                        .put("price", prices.getOrDefault(holding.symbol(), 1.0));
            }
        });
        return root;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
