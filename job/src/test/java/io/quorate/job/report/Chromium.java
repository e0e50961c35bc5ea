package io.quorate.job.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A headless browser that is looked into by its DevTools protocol. */
public final class Chromium implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private int lastId;

    private Chromium(Process process, Path profile) throws IOException, InterruptedException {
        this.process = process;
        Path portFile = profile.resolve("DevToolsActivePort");
        Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(portFile) && Files.size(portFile) > 10);
        String port = Files.readAllLines(portFile).get(0);
        this.socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(page(port)), new Listener())
                .join();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", JSON.createObjectNode());
        }
    }

    /** Starts the browser; skips the test that asked for it on a machine without one. */
    public static Chromium start(Path profile) throws IOException, InterruptedException {
        @Nullable String program = installed();
        assumeTrue(program != null, "expected chromium on the PATH, was none");
        Process process = new ProcessBuilder(
                        program,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-dev-shm-usage",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return new Chromium(process, profile);
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static @Nullable String installed() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse(null);
    }

    private String page(String port) throws IOException, InterruptedException {
        HttpRequest list = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                .timeout(PATIENCE)
                .build();
        for (JsonNode target : JSON.readTree(
                http.send(list, HttpResponse.BodyHandlers.ofString()).body())) {
            if (target.path("type").asText().equals("page")) {
                return target.path("webSocketDebuggerUrl").asText();
            }
        }
        throw new IOException("expected a page in the browser, was none");
    }

    /** Opens a file in a window of that size, light or dark, and waits until every plot is drawn. */
    void open(Path file, int widthPx, boolean dark) {
        complaints.clear();
        requests.clear();
        width(widthPx);
        dark(dark);
        call("Page.navigate", JSON.createObjectNode().put("url", file.toUri().toString()));
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> evaluate("document.readyState === 'complete' && location.href !== 'about:blank'"
                                + " && document.querySelectorAll('.plot[role=img]:not([data-drawn])').length === 0")
                        .asBoolean());
    }

    /**
     * Opens a page on a telephone and on a desk, light and dark, and demands that every plot is drawn, nothing is complained
     * about or asked for, and nothing scrolls sideways. Leaves pictures in target/report-pages.
     */
    public void check(Path page, String name) throws IOException {
        Path pictures = Files.createDirectories(Path.of("target", "report-pages"));
        for (boolean dark : new boolean[] {false, true}) {
            for (int widthPx : new int[] {390, 1280}) {
                open(page, widthPx, dark);
                picture(pictures.resolve(name + (dark ? "-dark-" : "-light-") + widthPx + ".png"));
                assertThat(complaints()).as("console").isEmpty();
                assertThat(requests()).containsExactly(page.toUri().toString());
                assertThat(evaluate("document.querySelectorAll('.plot[role=img]:not(:has(svg.main-svg))').length")
                                .asInt())
                        .as("plots that are not drawn")
                        .isZero();
                assertThat(evaluate("document.documentElement.scrollWidth").asInt())
                        .as("no scrolling sideways")
                        .isLessThanOrEqualTo(widthPx);
            }
        }
    }

    /** Gives the window that width; a narrow one is a telephone's. */
    void width(int widthPx) {
        call(
                "Emulation.setDeviceMetricsOverride",
                JSON.createObjectNode()
                        .put("width", widthPx)
                        .put("height", 844)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", widthPx < 600));
    }

    void dark(boolean dark) {
        ObjectNode media = JSON.createObjectNode();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", dark ? "dark" : "light");
        call("Emulation.setEmulatedMedia", media);
    }

    /** The value of an expression of the page. */
    public JsonNode evaluate(String expression) {
        JsonNode result = call(
                "Runtime.evaluate",
                JSON.createObjectNode().put("expression", expression).put("returnByValue", true));
        assertThat(result.has("exceptionDetails")).as(result.toString()).isFalse();
        return result.path("result").path("value");
    }

    /** Writes the whole page as a picture. */
    void picture(Path png) throws IOException {
        JsonNode shot = call(
                "Page.captureScreenshot",
                JSON.createObjectNode().put("format", "png").put("captureBeyondViewport", true));
        Files.write(png, Base64.getDecoder().decode(shot.path("data").asText()));
    }

    /** What the page wrote to the console as an error or warning, and exceptions. */
    List<String> complaints() {
        return new ArrayList<>(complaints);
    }

    /** Addresses asked for since the page was opened, data of its own aside. */
    List<String> requests() {
        return requests.stream()
                .filter(url -> !url.startsWith("data:") && !url.startsWith("blob:"))
                .toList();
    }

    private JsonNode call(String method, ObjectNode parameters) {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        int id = ++lastId;
        answers.put(id, answer);
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        socket.sendText(message.toString(), true).join();
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                String whole = message.toString();
                message.setLength(0);
                heard(whole);
            }
            webSocket.request(1);
            return null;
        }

        private void heard(String text) {
            try {
                JsonNode node = JSON.readTree(text);
                JsonNode parameters = node.path("params");
                CompletableFuture<JsonNode> answer =
                        answers.remove(node.path("id").asInt(-1));
                if (answer != null) {
                    answer.complete(node.path("result"));
                }
                switch (node.path("method").asText()) {
                    case "Runtime.exceptionThrown" -> complaints.add(parameters.toString());
                    case "Log.entryAdded" ->
                        complaints.add(parameters.path("entry").path("text").asText());
                    case "Runtime.consoleAPICalled" -> {
                        if (parameters.path("type").asText().matches("error|warning|assert")) {
                            complaints.add(parameters.path("args").toString());
                        }
                    }
                    case "Network.requestWillBeSent" ->
                        requests.add(parameters.path("request").path("url").asText());
                    default -> {}
                }
            } catch (IOException e) {
                complaints.add("unreadable message: " + e.getMessage());
            }
        }
    }
}
