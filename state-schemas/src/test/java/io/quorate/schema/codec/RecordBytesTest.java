package io.quorate.schema.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The writer against Jackson's generator. */
class RecordBytesTest {

    private static final String[] TEXTS = {
        "",
        "BTC-USD",
        "a\"b\\c",
        "tab\tnew\nline\u0001\u001f\b\f\r",
        "DEL\u007f",
        "Zürich",
        "\u20ac\ud83d\ude00",
        "/<>&'"
    };
    private static final long[] WHOLES = {
        0, 1, -1, 9, 10, -10, 99, 100, 1_385_337_600_000L, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1
    };
    private static final double[] DECIMALS = {
        0,
        -0.0,
        1,
        -1,
        0.1,
        Double.parseDouble("1e23"),
        1e-7,
        1e7,
        12345678.9,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void bytesAreThoseOfJackson(long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            long content = random.nextLong();
            int fields = random.nextInt(200);
            byte[] bytes = RecordBytes.encode("test", json -> write(json, new Random(content), fields));
            assertThat(new String(bytes, StandardCharsets.UTF_8))
                    .as("seed %s, content %s", seed, content)
                    .isEqualTo(new String(oracle(new Random(content), fields), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aLongRecordLeavesNothingBehind() {
        double[] many = new double[100_000];
        assertThat(RecordBytes.encode("long", json -> json.numbers("n", many))).hasSizeGreaterThan(400_000);
        assertThat(new String(RecordBytes.encode("short", json -> {}), StandardCharsets.UTF_8))
                .isEqualTo("{\"v\":1,\"type\":\"short\"}");
    }

    @Test
    void aFailedRecordLeavesNothingBehind() {
        assertThatThrownBy(() -> RecordBytes.encode("bad", json -> {
                    json.beginArray("open");
                    throw new IllegalStateException("on the way");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(new String(RecordBytes.encode("good", json -> json.flag("yes", true)), StandardCharsets.UTF_8))
                .isEqualTo("{\"v\":1,\"type\":\"good\",\"yes\":true}");
    }

    private static void write(RecordBytes json, Random random, int fields) {
        for (int i = 0; i < fields; i++) {
            String name = "f" + i;
            switch (random.nextInt(6)) {
                case 0 -> json.text(name, text(random));
                case 1 -> json.number(name, whole(random));
                case 2 -> json.number(name, decimal(random));
                case 3 -> json.flag(name, random.nextBoolean());
                case 4 -> json.numbers(name, decimals(random));
                default -> {
                    json.beginArray(name);
                    for (int n = random.nextInt(3); n > 0; n--) {
                        json.beginObject();
                        json.texts("t", new String[] {text(random), text(random)});
                        json.number("w", whole(random));
                        json.endObject();
                    }
                    json.endArray();
                }
            }
        }
    }

    private static byte[] oracle(Random random, int fields) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonText.FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeNumberField("v", 1);
            json.writeStringField("type", "test");
            for (int i = 0; i < fields; i++) {
                json.writeFieldName("f" + i);
                value(json, random);
            }
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private static void value(JsonGenerator json, Random random) throws IOException {
        switch (random.nextInt(6)) {
            case 0 -> json.writeString(text(random));
            case 1 -> json.writeNumber(whole(random));
            case 2 -> decimal(json, decimal(random));
            case 3 -> json.writeBoolean(random.nextBoolean());
            case 4 -> {
                json.writeStartArray();
                for (double value : decimals(random)) {
                    decimal(json, value);
                }
                json.writeEndArray();
            }
            default -> {
                json.writeStartArray();
                for (int n = random.nextInt(3); n > 0; n--) {
                    json.writeStartObject();
                    json.writeArrayFieldStart("t");
                    json.writeString(text(random));
                    json.writeString(text(random));
                    json.writeEndArray();
                    json.writeNumberField("w", whole(random));
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
        }
    }

    private static void decimal(JsonGenerator json, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    private static String text(Random random) {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private static long whole(Random random) {
        return random.nextBoolean() ? WHOLES[random.nextInt(WHOLES.length)] : random.nextLong();
    }

    private static double decimal(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> DECIMALS[random.nextInt(DECIMALS.length)];
            case 1 -> Double.longBitsToDouble(random.nextLong());
            default -> random.nextInt(1_000_000) / 10_000.0;
        };
    }

    private static double[] decimals(Random random) {
        return random.doubles(random.nextInt(5)).toArray();
    }
}
