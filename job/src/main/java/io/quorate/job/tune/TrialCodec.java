package io.quorate.job.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quorate.tune.Assignment;
import io.quorate.tune.FinishedTrial;
import io.quorate.tune.TrialState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Trials as JSON and bytes, exactly: every double comes back with the same bits, on every Java version with the same
 * digits. Numbers that are not finite are texts.
 */
final class TrialCodec {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private TrialCodec() {}

    /** Whole numbers without a fraction are Long, other numbers Double. */
    static String assignment(Assignment assignment) {
        ObjectNode node = MAPPER.createObjectNode();
        assignment.values().forEach((name, value) -> {
            if (value instanceof Long whole) {
                node.put(name, whole);
            } else if (value instanceof Double number) {
                node.put(name, number);
            } else {
                node.put(name, value.toString());
            }
        });
        return text(node);
    }

    static Assignment assignment(String text) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : MAPPER.readTree(text).properties()) {
            JsonNode value = field.getValue();
            values.put(
                    field.getKey(),
                    value.isIntegralNumber()
                            ? (Object) value.longValue()
                            : value.isNumber() ? (Object) value.doubleValue() : value.textValue());
        }
        return new Assignment(values);
    }

    /** State, values, violations, steps, figures and reason. */
    static String result(Trial trial) {
        return result(trial, true);
    }

    /** As {@link #result(Trial)}, with the reason, which is for people, or without. */
    static String result(Trial trial, boolean withReason) {
        FinishedTrial finished = trial.finished();
        ObjectNode node = MAPPER.createObjectNode();
        node.put("state", finished.state().name());
        numbers(node.putArray("values"), finished.values());
        numbers(node.putArray("violations"), finished.violations());
        numbers(node.putArray("steps"), finished.steps());
        ObjectNode figures = node.putObject("figures");
        trial.figures().forEach(figures::put);
        if (withReason) {
            node.put("reason", finished.reason());
        }
        return text(node);
    }

    /** The trial of what {@link #assignment}, {@link #result} and {@link #returns} wrote. */
    static Trial trial(int number, Assignment suggested, String result, double[] returns, long durationMs)
            throws IOException {
        JsonNode node = MAPPER.readTree(result);
        Map<String, Double> figures = new LinkedHashMap<>();
        node.path("figures").properties().forEach(e -> figures.put(e.getKey(), number(e.getValue())));
        JsonNode reason = node.path("reason");
        return new Trial(
                new FinishedTrial(
                        number,
                        suggested,
                        numbers(node.path("values")),
                        numbers(node.path("violations")),
                        numbers(node.path("steps")),
                        TrialState.valueOf(node.path("state").asText()),
                        reason.isTextual() ? reason.textValue() : null),
                returns,
                figures,
                durationMs);
    }

    /** Doubles as bytes, little-endian. */
    static byte[] returns(double[] returns) {
        ByteBuffer bytes = ByteBuffer.allocate(returns.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(returns);
        return bytes.array();
    }

    static double[] returns(byte[] bytes) {
        double[] returns = new double[bytes.length / Double.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(returns);
        return returns;
    }

    /** A digest of a stored trial: number, suggestion, result and returns, each with its length before it. */
    static String digest(int number, String suggested, String result, byte[] returns) {
        MessageDigest digest = sha256();
        add(digest, Integer.toString(number).getBytes(StandardCharsets.UTF_8));
        add(digest, suggested.getBytes(StandardCharsets.UTF_8));
        add(digest, result.getBytes(StandardCharsets.UTF_8));
        add(digest, returns);
        return HexFormat.of().formatHex(digest.digest());
    }

    static void add(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256 in every Java, was none", e);
        }
    }

    static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected a node that has a JSON form", e);
        }
    }

    private static void numbers(ArrayNode into, double[] values) {
        for (double value : values) {
            into.add(value);
        }
    }

    private static double[] numbers(JsonNode array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(array.get(i));
        }
        return values;
    }

    private static double number(JsonNode node) {
        return node.isNumber() ? node.doubleValue() : Double.parseDouble(node.asText());
    }
}
