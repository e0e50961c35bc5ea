package io.quorate.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.codec.CodecException;
import io.quorate.schema.codec.ControlCodec;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.control.SequencerInput;
import io.quorate.schema.market.DeadLetter;
import io.quorate.schema.market.RejectReason;
import io.quorate.schema.model.LabelSpec;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each wrong request is refused before anything is fetched, with its reason in the log and as a dead letter. */
class RefusalMatrixTest {
    private static final KeyPair OWN = BundleTrustTest.pair();
    private static final KeyPair OTHER = BundleTrustTest.pair();
    private static final EnsembleSpec GOOD = Epochs.spec(2)
            .signed(BundleTrust.sign(OWN.getPrivate(), Epochs.spec(2).sha256()));

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("a digest that is none", with("x", 100, Epochs.LAYOUT, List.of(.5, .5)), "ensemble.sha256"),
                wrong(
                        "a declared size of 2 GB",
                        with(GOOD.sha256(), 2L << 30, Epochs.LAYOUT, List.of(.5, .5)),
                        "ensemble.sizeBytes: expected 1..1000, was 2147483648"),
                wrong(
                        "another layout",
                        with(GOOD.sha256(), 100, "other", List.of(.5, .5)),
                        "ensemble.layoutId: expected layout-1 (layout of this job), was other"),
                wrong(
                        "a horizon without end",
                        signed(new EnsembleSpec(
                                GOOD.bundleUri(),
                                GOOD.sha256(),
                                100,
                                Epochs.LAYOUT,
                                LabelSpec.direction(Integer.MAX_VALUE),
                                GOOD.memberNames(),
                                List.of(.5, .5))),
                        "ensemble.label.horizonSamples: expected 1..10000, was 2147483647"),
                wrong("a missing signature", GOOD.signed(null), "ensemble.signature: expected a signature"),
                wrong(
                        "a wrong signature",
                        GOOD.signed(BundleTrust.sign(OTHER.getPrivate(), GOOD.sha256())),
                        "ensemble.signature: expected a signature of"),
                wrong("weights of NaN", weights(Double.NaN, 1), "ensemble.priorWeights: expected each in [0, 1]"),
                wrong("negative weights", weights(-.5, 1.5), "ensemble.priorWeights: expected each in [0, 1]"),
                wrong("weights of zero", weights(0, 0), "ensemble.priorWeights: expected a sum of 1, was 0.0"),
                Arguments.of(
                        "an effective time in the past",
                        SequencerRig.ensemble(-1, 10, GOOD),
                        "effectiveFromMs: expected"),
                Arguments.of("a version twice", SequencerRig.ensemble(1, -1, GOOD), "version: expected at least 2"),
                Arguments.of(
                        "a kind that nobody may ask for",
                        SequencerRig.request(ControlKind.WEIGHTS, "*", -1, -1, false, null),
                        "kind: expected ENSEMBLE"),
                Arguments.of(
                        "a shadow to roll back to",
                        SequencerRig.request(ControlKind.ENSEMBLE, "shadow", 1, -1, true, null),
                        "rollback: expected of the ensemble in force"),
                Arguments.of(
                        "a portfolio that is no text",
                        SequencerRig.strategy("p\ud800", -1, -1),
                        "scope: expected printable characters"),
                Arguments.of(
                        "a portfolio that reads as another and a symbol",
                        SequencerRig.kill("p|SPY", -1),
                        "scope: expected printable characters without '|', was \"p|SPY\""),
                Arguments.of(
                        "a version that leaves none after it",
                        SequencerRig.ensemble(Long.MAX_VALUE, -1, GOOD),
                        "version: expected at most 9007199254740992"),
                Arguments.of(
                        "an end of something else than the shadow",
                        SequencerRig.request(ControlKind.RETIRE, "*", -1, -1, false, null),
                        "scope: expected \"shadow\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void isRefused(String what, ControlRequest request, String reason) throws Exception {
        SequencerRig rig = rig();
        long frontierMs = rig.sequencer.frontierMs();
        List<ControlRecord> written = rig.request(5, request);
        assertThat(written).extracting(ControlRecord::kind).containsExactly(ControlKind.REFUSED);
        assertThat(written.get(0).reason()).startsWith(reason);
        assertThat(rig.ofKind(ControlKind.ENSEMBLE)).hasSize(1);
        assertThat(rig.sequencer.frontierMs()).isEqualTo(frontierMs);
        assertDeadLetter(written.get(0), 5, reason);
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {
                "{\"v\":1,\"kind\":\"DANCE\",\"scope\":\"*\"}",
                "{\"v\":2}",
                "not json",
                "{\"v\":1,\"kind\":\"KILL\",\"scope\":\"*\",\"more\":1}"
            })
    void whatCannotBeReadIsRefusedToo(String text) throws Exception {
        SequencerRig rig = rig();
        String problem = "";
        try {
            ControlCodec.decodeRequest(text.getBytes(StandardCharsets.UTF_8));
        } catch (CodecException e) {
            problem = String.valueOf(e.getMessage());
        }
        List<ControlRecord> written = rig.on(SequencerInput.undecodable(5, problem));
        assertThat(written).extracting(ControlRecord::kind).containsExactly(ControlKind.REFUSED);
        assertDeadLetter(written.get(0), 5, "ControlRequest");
    }

    @org.junit.jupiter.api.Test
    void oneSubtaskThatCannotLoadIsEnough() throws Exception {
        SequencerRig rig = rig();
        rig.request(5, SequencerRig.ensemble(-1, -1, GOOD));
        ControlRecord prepare = rig.last(ControlKind.PREPARE);
        rig.on(SequencerInput.ack(SequencerRig.ack(prepare, 0, 2, "")));
        rig.on(SequencerInput.ack(SequencerRig.ack(prepare, 1, 2, "LOAD_FAILED: expected memory, was none")));
        assertThat(rig.ofKind(ControlKind.ENSEMBLE)).hasSize(1);
        String reason = "subtask 1 of 2 refused the bundle: LOAD_FAILED: expected memory, was none";
        assertDeadLetter(rig.last(ControlKind.REFUSED), 5, reason);
    }

    @org.junit.jupiter.api.Test
    void aReasonOfAnyLengthFitsTheLog() {
        SequencerRig rig = rig();
        rig.request(5, SequencerRig.ensemble(-1, -1, GOOD));
        ControlRecord prepare = rig.last(ControlKind.PREPARE);
        rig.on(SequencerInput.ack(SequencerRig.ack(prepare, 0, 2, "BAD_MANIFEST: " + "x".repeat(1_000_000))));
        assertThat(ControlCodec.encode(rig.last(ControlKind.REFUSED))).hasSizeLessThan(4_096);
        rig.on(SequencerInput.undecodable(6, "x".repeat(1_000_000)));
        assertThat(ControlCodec.encode(rig.last(ControlKind.REFUSED))).hasSizeLessThan(4_096);
    }

    private static void assertDeadLetter(ControlRecord refused, long offset, String reason) throws Exception {
        List<DeadLetter> letters = new ArrayList<>();
        new RefusalFunction("requests").flatMap(refused, new ListCollector<>(letters));
        assertThat(letters).hasSize(1);
        DeadLetter letter = letters.get(0);
        assertThat(letter.topic()).isEqualTo("requests");
        assertThat(letter.offset()).isEqualTo(offset);
        assertThat(letter.reason()).isEqualTo(RejectReason.CONTROL_REFUSED);
        assertThat(letter.detail()).startsWith(reason);
        assertThat(Base64.getDecoder().decode(letter.payloadBase64())).hasSizeLessThanOrEqualTo(1_024);
    }

    /** One committed ensemble, a frontier that has moved, signatures required. */
    private static SequencerRig rig() {
        SequencerSettings s = SequencerRig.SETTINGS;
        SequencerRig rig = new SequencerRig(
                new SequencerSettings(
                        s.partitions(),
                        s.latenessMs(),
                        s.windowMs(),
                        s.delayMs(),
                        s.minLeadMs(),
                        s.loadTimeoutMs(),
                        s.layoutId(),
                        s.maxBundleBytes(),
                        new BundleTrust(List.of(BundleTrustTest.text(OWN)), true)),
                0);
        rig.on(SequencerInput.firstSeen(0, 700));
        rig.on(SequencerInput.firstSeen(1, SequencerRig.LATENESS_MS));
        rig.request(0, SequencerRig.ensemble(1, 0, signed(Epochs.spec(1))));
        rig.loaded(rig.last(ControlKind.PREPARE), 2);
        rig.watermark(500);
        assertThat(rig.ofKind(ControlKind.ENSEMBLE)).hasSize(1);
        assertThat(rig.sequencer.frontierMs()).isGreaterThan(10);
        return rig;
    }

    private static EnsembleSpec signed(EnsembleSpec spec) {
        return spec.signed(BundleTrust.sign(OWN.getPrivate(), spec.sha256()));
    }

    private static Arguments wrong(String what, EnsembleSpec spec, String reason) {
        return Arguments.of(what, SequencerRig.ensemble(-1, -1, spec), reason);
    }

    private static EnsembleSpec weights(double first, double second) {
        return with(GOOD.sha256(), 100, Epochs.LAYOUT, List.of(first, second));
    }

    private static EnsembleSpec with(String sha256, long sizeBytes, String layoutId, List<Double> weights) {
        return signed(new EnsembleSpec(
                GOOD.bundleUri(), sha256, sizeBytes, layoutId, GOOD.label(), GOOD.memberNames(), weights));
    }
}
