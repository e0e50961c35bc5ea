package io.quorate.schema.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.LeanDecision;
import io.quorate.schema.decision.LedgerEvidence;
import io.quorate.schema.decision.LedgerRecord;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.Side;
import io.quorate.schema.decision.Trigger;
import io.quorate.schema.model.Prediction;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionCodecTest {

    /** The bytes of version 1 as released; lines are added, never changed. */
    @Test
    void bytesAreThoseOfTheRelease() throws IOException {
        Map<String, String> actual = new TreeMap<>();
        DecisionFixtures.encoded().forEach((name, bytes) -> actual.put(name, new String(bytes, UTF_8)));
        Map<String, String> golden = new TreeMap<>();
        try (InputStream in = DecisionCodecTest.class.getResourceAsStream("/golden/v1/decisions.tsv")) {
            new String(Objects.requireNonNull(in, "decisions.tsv").readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> line.split("\t", 2))
                    .forEach(line -> golden.put(line[0], line[1]));
        }
        assertThat(actual).isEqualTo(golden);
    }

    @Test
    void leanDecisionIsReadBack() throws CodecException {
        LeanDecision read = DecisionCodec.decode(
                DecisionCodec.lean(DecisionFixtures.sample("i", Outcome.TAKE_ACTION, DecisionReason.SIGNAL), 99));
        assertThat(read)
                .isEqualTo(new LeanDecision(
                        "i",
                        "core",
                        "BTC-USD",
                        1_385_337_600_000L,
                        1234,
                        Trigger.SAMPLE,
                        0,
                        Outcome.TAKE_ACTION,
                        DecisionReason.SIGNAL,
                        Side.LONG,
                        1_500_000,
                        812.5,
                        0.6154321098765432,
                        0.2308642197530864,
                        12,
                        345,
                        3,
                        2,
                        99,
                        100_000_000_000L));
        assertThat(DecisionCodec.decode(DecisionCodec.lean(DecisionFixtures.timer(), 1))
                        .probability())
                .isNaN();
    }

    @Test
    void leanDecisionFitsInFiveHundredBytes() {
        Decision d =
                DecisionFixtures.sample(DecisionFixtures.ACT_ID, Outcome.RISK_REJECTED, DecisionReason.GROSS_EXPOSURE);
        Decision widest = new Decision(
                d.id(),
                "p".repeat(16),
                "s".repeat(16),
                9_999_999_999_999L,
                9_999_999_999L,
                d.trigger(),
                0,
                Outcome.EXIT_POSITION,
                DecisionReason.SIGNAL_REVERSAL,
                Side.SHORT,
                999_999_999_999L,
                12345.678901234567,
                d.prediction(),
                0.12345678901234566,
                0.12345678901234566,
                99_999,
                999_999,
                99_999,
                99_999,
                d.riskScore(),
                d.components(),
                d.binding(),
                d.counterfactual(),
                -999_999_999_999_999L,
                d.configHash());
        assertThat(DecisionCodec.lean(widest, 9_999_999_999L).length).isLessThanOrEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"v\":2,\"type\":\"decision\"}",
                "{\"v\":1,\"type\":\"execution\"}",
                "{\"v\":1,\"type\":\"decision\",\"id\":1}",
                "{\"v\":1,\"v\":1,\"type\":\"decision\"}",
                "{\"v\":1"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> DecisionCodec.decode(text.getBytes(UTF_8)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("expected");
        assertThatThrownBy(() -> LedgerDecoder.decode(text.getBytes(UTF_8))).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> ExecutionCodec.decode(text.getBytes(UTF_8))).isInstanceOf(CodecException.class);
    }

    @Test
    void everyFieldIsNeededAndNoneMayBeAdded() throws CodecException {
        for (Map.Entry<String, byte[]> record : DecisionFixtures.encoded().entrySet()) {
            if (record.getKey().startsWith("ledger") || record.getKey().startsWith("decision")) {
                String json = new String(record.getValue(), UTF_8);
                byte[] added = json.replaceFirst("\"v\":1", "\"v\":1,\"x\":0").getBytes(UTF_8);
                byte[] removed = json.replaceFirst("\"tsMs\":\\d+,?", "").getBytes(UTF_8);
                for (byte[] bytes : List.of(added, removed)) {
                    assertThatThrownBy(() -> {
                                if (record.getKey().startsWith("ledger")) {
                                    LedgerDecoder.decode(bytes);
                                } else {
                                    DecisionCodec.decode(bytes);
                                }
                            })
                            .as(record.getKey())
                            .isInstanceOf(CodecException.class);
                }
            }
        }
    }

    @Test
    void executionIsReadBack() throws CodecException {
        assertThat(ExecutionCodec.decode(ExecutionCodec.encode(DecisionFixtures.execution())))
                .isEqualTo(DecisionFixtures.execution());
    }

    @Test
    void ledgerRecordHoldsTheWholeDecision() throws CodecException {
        Decision act = DecisionFixtures.sample(DecisionFixtures.ACT_ID, Outcome.TAKE_ACTION, DecisionReason.SIGNAL);
        LedgerRecord read =
                LedgerDecoder.decode(LedgerCodec.encode(act, 7, "prev").value());
        assertThat(read.index()).isEqualTo(7);
        assertThat(read.previousHash()).isEqualTo("prev");
        assertThat(read.decision()).isEqualTo(withoutPrediction(act));
        LedgerEvidence evidence = Objects.requireNonNull(read.evidence());
        assertThat(evidence.memberProbabilities()).containsExactly(0.61, 0.58, Double.NaN, 0.66);
        assertThat(evidence.features()).containsExactly(0.1, Double.NaN, DecisionFixtures.AWKWARD, -1e-7);
        assertThat(LedgerDecoder.decode(LedgerCodec.encode(DecisionFixtures.timer(), 8, "")
                                .value())
                        .decision())
                .isEqualTo(DecisionFixtures.timer());
    }

    @Test
    void ledgerRecordGivesThePredictionBackAsThePortfolioSawIt() throws CodecException {
        Decision act = DecisionFixtures.sample(DecisionFixtures.ACT_ID, Outcome.TAKE_ACTION, DecisionReason.SIGNAL);
        LedgerRecord read =
                LedgerDecoder.decode(LedgerCodec.encode(act, 7, "prev").value());
        Prediction seen = Objects.requireNonNull(read.prediction());
        Prediction given = DecisionFixtures.prediction();
        assertThat(seen.features()).isEqualTo(given.features());
        assertThat(seen.subscribers()).isEmpty();
        assertThat(seen)
                .isEqualTo(new Prediction(
                        given.features(),
                        given.status(),
                        given.label(),
                        given.ensembleVersion(),
                        given.weightsVersion(),
                        given.memberNames(),
                        given.memberProbabilities(),
                        given.memberWeights(),
                        given.probability(),
                        given.confidence(),
                        given.spread(),
                        seen.subscribers()));
    }

    @Test
    void recordsOfEarlierBuildsAreReadWithoutTheirInput() throws Exception {
        List<String> lines;
        try (InputStream in = DecisionCodecTest.class.getResourceAsStream("/golden/v1/ledger-without-input.tsv")) {
            lines = new String(
                            Objects.requireNonNull(in, "ledger-without-input.tsv")
                                    .readAllBytes(),
                            UTF_8)
                    .lines()
                    .toList();
        }
        assertThat(lines).hasSize(2);
        for (String line : lines) {
            byte[] value = line.substring(line.indexOf('\t') + 1).getBytes(UTF_8);
            assertThat(LedgerCodec.verify(value)).isTrue();
            assertThat(LedgerDecoder.decode(value).input()).isNull();
            assertThat(LedgerDecoder.decode(value).prediction()).isNull();
        }
    }

    @Test
    void featuresOfInactionAreKeptForOneIdInSixtyFour() throws CodecException {
        int kept = 0;
        for (int i = 0; i < 256; i++) {
            Decision none = DecisionFixtures.sample(
                    String.format("%032x", i), Outcome.NO_ACTION, DecisionReason.LOW_CONFIDENCE);
            LedgerRecord read =
                    LedgerDecoder.decode(LedgerCodec.encode(none, 1, "").value());
            kept += Objects.requireNonNull(read.evidence()).features() != null ? 1 : 0;
        }
        assertThat(kept).isEqualTo(4);
    }

    private static Decision withoutPrediction(Decision d) {
        return new Decision(
                d.id(),
                d.portfolio(),
                d.symbol(),
                d.tsMs(),
                d.seq(),
                d.trigger(),
                d.ordinal(),
                d.outcome(),
                d.reason(),
                d.side(),
                d.quantityMicros(),
                d.price(),
                null,
                d.probability(),
                d.confidence(),
                d.ensembleVersion(),
                d.weightsVersion(),
                d.strategyVersion(),
                d.limitsVersion(),
                d.riskScore(),
                d.components(),
                d.binding(),
                d.counterfactual(),
                d.equityMicros(),
                d.configHash());
    }
}
