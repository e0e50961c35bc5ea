package io.quorate.schema.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.market.DeadLetter;
import io.quorate.schema.market.Inbound;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.market.RejectReason;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile bytes: the decoder never throws, gives exactly one of event and refusal, and what it gives can be written. */
class MarketDecoderFuzzTest {

    private static final List<MarketEvent> EVENTS =
            List.of(CodecFixtures.TRADE, CodecFixtures.TRADE_WITHOUT_ID, CodecFixtures.BAR, CodecFixtures.HEARTBEAT);
    private static final String[] TOKENS = {
        "NaN",
        "Infinity",
        "-Infinity",
        "-1",
        "0",
        "1e999",
        "1E-999",
        "null",
        "true",
        "\"\"",
        "\"\\ud800\"",
        "[]",
        "{}",
        "[[[[",
        "9223372036854775808",
        "-0.0",
        "0x1",
        "+1",
        "01",
        ".5",
        "5.",
        "\"\\u0000\"",
        "{\"v\":1}",
        ""
    };

    private final MarketDecoder decoder = new MarketDecoder("market-events", 60_000, 100_000);
    private final Set<RejectReason> found = EnumSet.noneOf(RejectReason.class);

    @Test
    void everyTruncationIsRefused() {
        for (MarketEvent event : EVENTS) {
            byte[] whole = MarketCodec.encode(event);
            for (int length = 0; length < whole.length; length++) {
                Inbound inbound = check(Arrays.copyOf(whole, length));
                assertThat(inbound.refused()).extracting(DeadLetter::reason).isEqualTo(RejectReason.UNDECODABLE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void randomBytesNeverThrow(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            check(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void flippedBytesNeverThrow(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = MarketCodec.encode(EVENTS.get(random.nextInt(EVENTS.size())));
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            check(bytes);
        }
    }

    @Test
    void everyValueReplacedByEveryTokenNeverThrows() {
        for (MarketEvent event : EVENTS) {
            String json = new String(MarketCodec.encode(event), UTF_8);
            for (int colon = json.indexOf(':'); colon >= 0; colon = json.indexOf(':', colon + 1)) {
                int end = json.indexOf(',', colon) < 0 ? json.length() - 1 : json.indexOf(',', colon);
                for (String token : TOKENS) {
                    check((json.substring(0, colon + 1) + token + json.substring(end)).getBytes(UTF_8));
                }
            }
        }
        assertThat(found)
                .contains(
                        RejectReason.UNDECODABLE,
                        RejectReason.UNKNOWN_VERSION,
                        RejectReason.UNKNOWN_TYPE,
                        RejectReason.WRONG_TYPE,
                        RejectReason.NOT_FINITE,
                        RejectReason.PRICE_NOT_POSITIVE,
                        RejectReason.SIZE_NEGATIVE,
                        RejectReason.NAME_INVALID,
                        RejectReason.INTERVAL_INVALID,
                        RejectReason.TIMESTAMP_NEGATIVE);
    }

    @Test
    void deepNestingAndManyFieldNamesAreRefused() {
        check("[".repeat(50_000).getBytes(UTF_8));
        check(("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)).getBytes(UTF_8));
        Random random = new Random(7);
        for (int i = 0; i < 50_000; i++) {
            check(("{\"v\":1,\"type\":\"trade\",\"f" + random.nextLong() + "\":1}").getBytes(UTF_8));
        }
        assertThat(found).containsExactlyInAnyOrder(RejectReason.UNDECODABLE, RejectReason.UNKNOWN_FIELD);
    }

    @Test
    void fieldOrderAndBlanksDoNotMatter() {
        String json = " {\n\"size\" : 1 , \"price\":2, \"tsMs\":5,\t\"symbol\":\"S\",\"venue\":\"x\","
                + "\"type\":\"trade\",\"v\":1} ";
        assertThat(check(json.getBytes(UTF_8)).event()).isEqualTo(MarketEvent.trade("x", "S", 5, "", 2, 1, 1, 2));
    }

    private Inbound check(byte[] bytes) {
        Inbound inbound = decoder.decode(1, 2, Long.MAX_VALUE / 2, bytes);
        MarketEvent event = inbound.event();
        DeadLetter refused = inbound.refused();
        if (event != null) {
            assertThat(refused).isNull();
            assertThat(decoder.decode(1, 2, Long.MAX_VALUE / 2, MarketCodec.encode(event))
                            .event())
                    .isEqualTo(event);
        } else {
            DeadLetter letter = Objects.requireNonNull(refused, "neither event nor refusal");
            assertThat(DeadLetterCodec.encode(letter)).isNotEmpty();
            found.add(letter.reason());
        }
        return inbound;
    }
}
