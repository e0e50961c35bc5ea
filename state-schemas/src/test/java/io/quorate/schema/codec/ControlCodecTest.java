package io.quorate.schema.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorate.schema.control.ControlAck;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.market.LateEvent;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlCodecTest {

    @Test
    void recordsSurviveARoundTrip() throws CodecException {
        for (ControlRecord record : CodecFixtures.records()) {
            assertThat(ControlCodec.decodeRecord(ControlCodec.encode(record))).isEqualTo(record);
        }
        for (ControlRequest request : CodecFixtures.requests()) {
            assertThat(ControlCodec.decodeRequest(ControlCodec.encode(request))).isEqualTo(request);
        }
        assertThat(ControlCodec.decodeAck(ControlCodec.encode(CodecFixtures.ack())))
                .isEqualTo(CodecFixtures.ack());
        assertThat(DeadLetterCodec.decode(DeadLetterCodec.encode(CodecFixtures.deadLetter())))
                .isEqualTo(CodecFixtures.deadLetter());
        LateEvent late = new LateEvent(CodecFixtures.BAR, 77);
        assertThat(LateEventCodec.decode(LateEventCodec.encode(late))).isEqualTo(late);
    }

    @Test
    void aRequestThatItsAnswerMightNotFitIsNotRead() {
        String author = "\ud83d\ude00".repeat(80_000);
        ControlRequest large =
                new ControlRequest(ControlKind.KILL, "*", -1, -1, false, "id", author, "", null, null, null);
        byte[] bytes = new String(ControlCodec.encode(large), UTF_8)
                .replace("\\uD83D\\uDE00", "\ud83d\ude00")
                .getBytes(UTF_8);
        assertThat(bytes).hasSizeLessThan(1 << 20);
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> ControlCodec.decodeRequest(bytes))
                .withMessage("ControlRequest: expected at most 262144 bytes, was " + bytes.length);
    }

    @ParameterizedTest
    @CsvSource({"-1,2", "2,2", "0,0", "2147483646,2147483647"})
    void anAnswerOfASubtaskThatCannotBeIsNotRead(int subtask, int parallelism) {
        byte[] bytes = ControlCodec.encode(new ControlAck(1, "ab", subtask, parallelism, 1, true, ""));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> ControlCodec.decodeAck(bytes))
                .withMessageStartingWith("ControlAck.subtask: expected 0..parallelism - 1");
    }

    @Test
    void absentPartsAreOmittedAndTheOrderIsFixed() {
        assertThat(new String(ControlCodec.encode(ControlRecord.frontier(9, 4)), UTF_8))
                .isEqualTo(
                        "{\"v\":1,\"kind\":\"FRONTIER\",\"scope\":\"*\",\"version\":0,\"effectiveFromMs\":9,"
                                + "\"watermarkMs\":4,\"round\":0,\"requestOffset\":-1,\"requestId\":\"\",\"author\":\"\",\"reason\":\"\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"v\":1 | \"v\":2",
                "\"v\":1 | \"v\":1.0",
                "\"v\":1, | ``",
                "\"LIMITS\" | \"LIMIT\"",
                "\"LIMITS\" | 6",
                "\"version\":3, | ``",
                "\"version\":3 | \"version\":\"3\"",
                "\"version\":3 | \"version\":3.0",
                "\"version\":3 | \"version\":true",
                "\"version\":3 | \"version\":null",
                "\"version\":3 | \"version\":3,\"version\":3",
                "\"version\":3 | \"version\":3,\"more\":0",
                "\"author\":\"ann\", | ``",
                "\"author\":\"ann\" | \"author\":5",
                "\"author\":\"ann\" | \"author\":null",
                "\"limits\" | \"limit\"",
                "\"maxHeat\":0.06, | ``",
                "\"maxHeat\":0.06 | \"maxHeat\":\"0.06\"",
                "\"maxHeat\":0.06 | \"maxHeat\":\"NaN\"",
                "\"maxHeat\":0.06 | \"maxHeat\":NaN",
                "\"maxHeat\":0.06 | \"maxHeat\":1e999",
                "\"maxHeat\":0.06 | \"maxHeat\":null",
                "\"maxHeat\":0.06 | \"maxHeat\":[0.06]",
                "\"maxHeat\":0.06 | \"maxHeat\":0.06,\"maxHeet\":1",
                "}} | }}x",
                "}} | }",
                "}} | },\"weights\":null}",
            })
    void changedRecordIsRefused(String from, String to) {
        String json = new String(ControlCodec.encode(CodecFixtures.records().get(6)), UTF_8);
        String changed = json.replace(from, to == null ? "" : to);
        assertThat(changed).isNotEqualTo(json);
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> ControlCodec.decodeRecord(changed.getBytes(UTF_8)))
                .withMessageStartingWith("ControlRecord");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[\"xgboost\",\"random_forest\"] | null",
                "[\"xgboost\",\"random_forest\"] | \"xgboost\"",
                "\"xgboost\" | null",
                "\"xgboost\" | 1",
                "0.6 | null",
                "0.6 | \"0.6\"",
                "\"DIRECTION\" | 0",
                "\"DIRECTION\" | null",
                "\"memberNames\" | \"members\"",
            })
    void changedEnsembleIsRefused(String from, String to) {
        String json = new String(ControlCodec.encode(CodecFixtures.requests().get(0)), UTF_8);
        String changed = json.replace(from, to);
        assertThat(changed).isNotEqualTo(json);
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> ControlCodec.decodeRequest(changed.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "6,LIMITS,KILL,ControlRecord.limits: expected no value in a KILL",
        "7,KILL,LIMITS,ControlRecord.limits: expected a value in a LIMITS",
        "3,ENSEMBLE,WEIGHTS,ControlRecord.ensemble: expected no value in a WEIGHTS",
        "3,ENSEMBLE,STRATEGY,ControlRecord.ensemble: expected no value in a STRATEGY",
        "0,START,PREPARE,ControlRecord.ensemble: expected a value in a PREPARE"
    })
    void recordWithoutThePartsOfItsKindIsRefused(int index, String kind, String other, String message) {
        String json = new String(ControlCodec.encode(CodecFixtures.records().get(index)), UTF_8);
        byte[] changed =
                json.replace("\"kind\":\"" + kind, "\"kind\":\"" + other).getBytes(UTF_8);
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> ControlCodec.decodeRecord(changed))
                .withMessageStartingWith(message);
    }

    @Test
    void everyTruncationIsRefused() {
        for (ControlRecord record : CodecFixtures.records()) {
            byte[] whole = ControlCodec.encode(record);
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatExceptionOfType(CodecException.class).isThrownBy(() -> ControlCodec.decodeRecord(cut));
            }
        }
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> ControlCodec.decodeRecord(null));
    }

    @Test
    void integersStandForWholeFractions() throws CodecException {
        String json = new String(ControlCodec.encode(CodecFixtures.records().get(6)), UTF_8);
        ControlRecord record =
                ControlCodec.decodeRecord(json.replace("\"maxGrossExposure\":1.5", "\"maxGrossExposure\":2")
                        .getBytes(UTF_8));
        assertThat(record.limits()).extracting(LimitsSpec::maxGrossExposure).isEqualTo(2.0);
    }

    @Test
    void notFiniteIsNeverWritten() {
        LimitsSpec limits = new LimitsSpec(Double.NaN, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        ControlRequest request =
                new ControlRequest(ControlKind.LIMITS, "a", 1, -1, false, "r", "a", "", null, null, limits);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ControlCodec.encode(request))
                .withMessageContaining("limits.maxHeat: expected a finite number");
    }
}
