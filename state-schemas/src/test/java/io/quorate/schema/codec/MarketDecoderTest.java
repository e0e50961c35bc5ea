package io.quorate.schema.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.market.DeadLetter;
import io.quorate.schema.market.Inbound;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.market.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketDecoderTest {

    private static final String TRADE =
            "{\"v\":1,\"type\":\"trade\",\"venue\":\"x\",\"symbol\":\"S\",\"tsMs\":5,\"id\":\"7\",\"price\":2.5,\"size\":1}";
    private static final String BAR = "{\"v\":1,\"type\":\"bar\",\"venue\":\"x\",\"symbol\":\"S\",\"tsMs\":0,"
            + "\"intervalMs\":10,\"open\":2,\"high\":3,\"low\":1,\"close\":2,\"volume\":4}";
    private static final String HEARTBEAT = "{\"v\":1,\"type\":\"heartbeat\",\"venue\":\"x\",\"tsMs\":5}";

    private final MarketDecoder decoder = new MarketDecoder("market-events", 1_000, 10_000);

    @Test
    void everyKindSurvivesARoundTrip() {
        for (MarketEvent event : List.of(
                CodecFixtures.TRADE, CodecFixtures.TRADE_WITHOUT_ID, CodecFixtures.BAR, CodecFixtures.HEARTBEAT)) {
            Inbound inbound =
                    decoder.decode(event.partition(), event.offset(), event.tsMs() + 60_000, MarketCodec.encode(event));
            assertThat(inbound.event()).isEqualTo(event);
            assertThat(inbound.refused()).isNull();
            assertThat(inbound.partition()).isEqualTo(event.partition());
        }
    }

    @Test
    void negativeZeroBecomesZero() {
        MarketEvent event = accepted(TRADE.replace("\"size\":1", "\"size\":-0.0"));
        assertThat(Double.doubleToRawLongBits(event.size())).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"v\":1 | \"v\":2 | UNKNOWN_VERSION | v: expected 1, was 2",
                "\"v\":1 | \"v\":\"1\" | UNKNOWN_VERSION | v: expected 1, was absent or not an integer",
                "\"v\":1, | `` | UNKNOWN_VERSION | v: expected 1, was absent or not an integer",
                "\"trade\" | \"quote\" | UNKNOWN_TYPE | type: expected trade, bar or heartbeat, was \"quote\"",
                "\"trade\" | 1 | UNKNOWN_TYPE | type: expected trade, bar or heartbeat, was absent or not a string",
                "\"size\":1 | \"size\":1,\"bid\":2 | UNKNOWN_FIELD | expected only fields of a trade, was \"bid\"",
                "\"size\":1 | \"size\":1,\"open\":2 | UNKNOWN_FIELD | expected only fields of a trade, was \"open\"",
                "2.5 | \"2.5\" | WRONG_TYPE | price: expected a number, was VALUE_STRING",
                "2.5 | null | WRONG_TYPE | price: expected a number, was VALUE_NULL",
                "2.5 | {\"a\":[1]} | WRONG_TYPE | price: expected a number, was START_OBJECT",
                "\"tsMs\":5 | \"tsMs\":5.0 | WRONG_TYPE | tsMs: expected a 64-bit integer, was VALUE_NUMBER_FLOAT",
                "\"tsMs\":5 | \"tsMs\":9223372036854775808 | WRONG_TYPE | tsMs: expected a 64-bit integer,"
                        + " was VALUE_NUMBER_INT",
                "\"id\":\"7\" | \"id\":7 | WRONG_TYPE | id: expected a string, was VALUE_NUMBER_INT",
                ",\"size\":1 | `` | MISSING_FIELD | size: expected a value, was absent",
                "\"tsMs\":5, | `` | MISSING_FIELD | tsMs: expected a value, was absent",
                "2.5 | NaN | NOT_FINITE | price: expected a finite number, was NaN or infinite",
                "2.5 | -Infinity | NOT_FINITE | price: expected a finite number, was NaN or infinite",
                "2.5 | 1e999 | NOT_FINITE | price: expected a finite number, was NaN or infinite",
                "\"tsMs\":5 | \"tsMs\":NaN | NOT_FINITE | tsMs: expected a finite number, was NaN or infinite",
                "2.5 | -3 | PRICE_NOT_POSITIVE | price: expected > 0, was -3.0",
                "2.5 | 0 | PRICE_NOT_POSITIVE | price: expected > 0, was 0.0",
                "\"size\":1 | \"size\":-1 | SIZE_NEGATIVE | size: expected >= 0, was -1.0",
                "\"S\" | \"\" | NAME_INVALID | symbol: expected 1 to 64 characters, was 0",
                "\"S\" | \"a\\ud800b\" | NAME_INVALID | symbol: expected printable characters, was \"a?b\"",
                "\"x\" | \"a\\nb\" | NAME_INVALID | venue: expected printable characters, was \"a?b\"",
                "\"7\" | \"\" | NAME_INVALID | id: expected 1 to 64 characters, was 0",
                "\"tsMs\":5 | \"tsMs\":-1 | TIMESTAMP_NEGATIVE | tsMs: expected >= 0, was -1",
            })
    void changedTradeIsRefused(String from, String to, RejectReason reason, String detail) {
        String changed = TRADE.replace(from, to == null ? "" : to);
        assertThat(changed).isNotEqualTo(TRADE);
        assertRefused(refused(changed), reason, detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"high\":3 | \"high\":1.5 | OHLC_INCONSISTENT",
                "\"low\":1 | \"low\":2.5 | OHLC_INCONSISTENT",
                "\"open\":2 | \"open\":0 | PRICE_NOT_POSITIVE",
                "\"close\":2 | \"close\":-1 | PRICE_NOT_POSITIVE",
                "\"volume\":4 | \"volume\":-4 | SIZE_NEGATIVE",
                "\"intervalMs\":10 | \"intervalMs\":0 | INTERVAL_INVALID",
                "\"intervalMs\":10 | \"intervalMs\":9223372036854775807 | INTERVAL_INVALID",
            })
    void changedBarIsRefused(String from, String to, RejectReason reason) {
        assertThat(refused(BAR.replace(from, to)).reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"`` ", "[1]", "7", "{", "{}{}", "{\"v\":1,\"v\":1}", "{\"a\":}", "\u0000", "{\"v\":1}x", "{'v':1}"
            })
    void malformedBytesAreUndecodable(String bytes) {
        assertThat(refused(bytes == null ? "" : bytes).reason()).isEqualTo(RejectReason.UNDECODABLE);
    }

    @Test
    void bytesOutsideUtf8AreUndecodable() {
        byte[] utf16 = TRADE.getBytes(StandardCharsets.UTF_16LE);
        byte[] latin = TRADE.replace("\"S\"", "\"\u00e9\"").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(reason(utf16)).isEqualTo(RejectReason.UNDECODABLE);
        assertThat(reason(latin)).isEqualTo(RejectReason.UNDECODABLE);
    }

    @Test
    void tombstoneIsUndecodable() {
        DeadLetter refused = decoder.decode(2, 9, 5, null).refused();
        assertThat(refused)
                .isEqualTo(new DeadLetter(
                        "market-events", 2, 9, RejectReason.UNDECODABLE, "json: expected an object, was null", "", 0));
    }

    @Test
    void clampComparesTheMomentTheRecordSpeaksOf() {
        assertThat(decoder.decode(
                                0,
                                0,
                                0,
                                TRADE.replace("\"tsMs\":5", "\"tsMs\":1000").getBytes(UTF_8))
                        .event())
                .isNotNull();
        assertThat(decoder.decode(
                                0,
                                0,
                                0,
                                TRADE.replace("\"tsMs\":5", "\"tsMs\":1001").getBytes(UTF_8))
                        .refused())
                .extracting(DeadLetter::reason)
                .isEqualTo(RejectReason.TIMESTAMP_AHEAD);
        assertThat(decoder.decode(
                                0,
                                0,
                                0,
                                BAR.replace("\"tsMs\":0", "\"tsMs\":991").getBytes(UTF_8))
                        .refused())
                .extracting(DeadLetter::reason)
                .isEqualTo(RejectReason.TIMESTAMP_AHEAD);
    }

    @Test
    void recordWithoutBrokerTimeIsBoundOnlyByTheLastYear() {
        String far = TRADE.replace("\"tsMs\":5", "\"tsMs\":253402300799999");
        String farther = TRADE.replace("\"tsMs\":5", "\"tsMs\":253402300800000");
        assertThat(decoder.decode(0, 0, -1, far.getBytes(UTF_8)).event()).isNotNull();
        assertThat(decoder.decode(0, 0, -1, farther.getBytes(UTF_8)).refused())
                .extracting(DeadLetter::reason)
                .isEqualTo(RejectReason.TIMESTAMP_AHEAD);
    }

    @Test
    void largePayloadIsCutInItsDeadLetter() {
        byte[] large = "x".repeat(10_001).getBytes(UTF_8);
        DeadLetter refused = refused(decoder.decode(0, 0, 5, large));
        assertThat(refused.reason()).isEqualTo(RejectReason.TOO_LARGE);
        assertThat(refused.payloadBytes()).isEqualTo(10_001);
        assertThat(Base64.getDecoder().decode(refused.payloadBase64())).hasSize(1024);
    }

    @Test
    void feedOfOneKindRefusesTheOther() {
        MarketDecoder trades = new MarketDecoder("t", MarketRules.tradesOnly(1_000, 10_000));
        MarketDecoder bars = new MarketDecoder("t", MarketRules.barsOnly(1_000, 10_000, 20));
        assertThat(refused(trades.decode(0, 0, 5, bytes(BAR))).reason()).isEqualTo(RejectReason.KIND_UNEXPECTED);
        assertThat(refused(bars.decode(0, 0, 5, bytes(TRADE))).reason()).isEqualTo(RejectReason.KIND_UNEXPECTED);
        assertThat(refused(bars.decode(0, 0, 5, bytes(BAR))).reason()).isEqualTo(RejectReason.INTERVAL_INVALID);
        assertThat(trades.decode(0, 0, 5, bytes(HEARTBEAT)).event()).isNotNull();
    }

    @Test
    void resultDoesNotDependOnTheRecordBefore() {
        String withoutId = TRADE.replace("\"id\":\"7\",", "");
        accepted(BAR);
        accepted(TRADE);
        assertThat(accepted(withoutId).id()).isEmpty();
        assertThat(refused(withoutId.replace(",\"size\":1", "")).reason()).isEqualTo(RejectReason.MISSING_FIELD);
    }

    private MarketEvent accepted(String json) {
        return Objects.requireNonNull(decoder.decode(0, 0, 5, bytes(json)).event(), json);
    }

    private DeadLetter refused(String json) {
        return refused(decoder.decode(0, 0, 5, bytes(json)));
    }

    private RejectReason reason(byte[] bytes) {
        return refused(decoder.decode(0, 0, 5, bytes)).reason();
    }

    private static DeadLetter refused(Inbound inbound) {
        assertThat(inbound.event()).isNull();
        return Objects.requireNonNull(inbound.refused(), "refused");
    }

    private static byte[] bytes(String json) {
        return json.getBytes(UTF_8);
    }

    private static void assertRefused(DeadLetter refused, RejectReason reason, String detail) {
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.detail()).isEqualTo(detail);
    }
}
