package io.quorate.schema.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The bytes of version 1 as released: one {@code name<TAB>json} per line; lines are added, never changed. */
class GoldenBytesTest {

    @Test
    void bytesAreThoseOfTheRelease() throws IOException {
        Map<String, String> actual = new TreeMap<>();
        CodecFixtures.encoded().forEach((name, bytes) -> actual.put(name, new String(bytes, UTF_8)));
        assertThat(actual).isEqualTo(golden());
    }

    @Test
    void releasedBytesAreStillRead() throws Exception {
        for (Map.Entry<String, String> line : golden().entrySet()) {
            byte[] bytes = line.getValue().getBytes(UTF_8);
            assertThat(reencoded(line.getKey(), bytes)).as(line.getKey()).isEqualTo(bytes);
        }
    }

    private static byte[] reencoded(String name, byte[] bytes) throws CodecException {
        return switch (name.substring(0, name.contains("-") ? name.indexOf('-') : name.length())) {
            case "market" ->
                MarketCodec.encode(Objects.requireNonNull(new MarketDecoder("t", 0, 10_000)
                        .decode(0, 0, -1, bytes)
                        .event()));
            case "control" -> ControlCodec.encode(ControlCodec.decodeRecord(bytes));
            case "request" -> ControlCodec.encode(ControlCodec.decodeRequest(bytes));
            case "ack" -> ControlCodec.encode(ControlCodec.decodeAck(bytes));
            case "dead" -> DeadLetterCodec.encode(DeadLetterCodec.decode(bytes));
            case "alert" -> AlertCodec.encode(AlertCodec.decode(bytes));
            case "report" -> VenueReportCodec.encode(VenueReportCodec.decode(bytes));
            case "late" -> LateEventCodec.encode(LateEventCodec.decode(bytes));
            default -> throw new IllegalArgumentException("expected a known golden name, was " + name);
        };
    }

    private static Map<String, String> golden() throws IOException {
        Map<String, String> lines = new TreeMap<>();
        try (InputStream in = GoldenBytesTest.class.getResourceAsStream("/golden/v1/records.tsv")) {
            String text = new String(Objects.requireNonNull(in, "records.tsv").readAllBytes(), UTF_8);
            text.lines()
                    .forEach(line ->
                            lines.put(line.substring(0, line.indexOf('\t')), line.substring(line.indexOf('\t') + 1)));
        }
        return lines;
    }
}
