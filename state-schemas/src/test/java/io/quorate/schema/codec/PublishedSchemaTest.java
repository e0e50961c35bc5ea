package io.quorate.schema.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.quorate.schema.alert.AlertKind;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.execution.FillReason;
import io.quorate.schema.market.RejectReason;
import io.quorate.schema.model.PredictionStatus;
import io.quorate.schema.quality.QualityChange;
import io.quorate.schema.quality.QualityLevel;
import io.quorate.schema.quality.QualityReason;
import io.quorate.schema.quality.QualitySubject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The published JSON Schemas accept what the codecs write and refuse what the codecs refuse. */
class PublishedSchemaTest {

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private static final Set<String> WRITTEN_ONLY =
            Set.of("predictions", "outcomes", "features", "model-quality", "business");

    @Test
    void everyRecordOfTheCodecsIsValid() throws IOException {
        for (var record : records().entrySet()) {
            JsonNode json = StrictRecordJson.MAPPER.readTree(record.getValue());
            assertThat(schemaOf(record.getKey()).validate(json))
                    .as("%s %s", record.getKey(), json)
                    .isEmpty();
        }
    }

    @Test
    void everyFieldIsJudgedAsTheCodecDoes() throws IOException {
        int refused = 0;
        for (var record : records().entrySet()) {
            JsonSchema schema = schemaOf(record.getKey());
            if (WRITTEN_ONLY.contains(topic(record.getKey()))) {
                continue;
            }
            for (JsonNode changed : changes(record.getValue())) {
                boolean accepted = decodes(record.getKey(), changed.toString().getBytes(UTF_8));
                boolean valid = schema.validate(changed).isEmpty();
                if (record.getKey().startsWith("request") && accepted && !valid) {
                    continue; // parts of a kind: refused by the sequencer, which can name the request
                }
                assertThat(valid).as("%s %s", record.getKey(), changed).isEqualTo(accepted);
                refused += accepted ? 0 : 1;
            }
        }
        assertThat(refused).isGreaterThan(500);
    }

    private static Map<String, byte[]> records() {
        Map<String, byte[]> all = new LinkedHashMap<>(CodecFixtures.encoded());
        all.putAll(OutputFixtures.encoded());
        return all;
    }

    @Test
    void reasonCodesAreThoseOfTheEnums() throws IOException {
        assertThat(codes("dead-letters", "/properties/reason/enum")).isEqualTo(names(RejectReason.values()));
        assertThat(codes("decisions", "/properties/reason/enum")).isEqualTo(names(DecisionReason.values()));
        assertThat(codes("ledger", "/$defs/decision/properties/reason/enum")).isEqualTo(names(DecisionReason.values()));
        assertThat(codes("executions", "/properties/reason/enum")).isEqualTo(names(FillReason.values()));
        assertThat(codes("predictions", "/properties/status/enum")).isEqualTo(names(PredictionStatus.values()));
        assertThat(codes("alerts", "/properties/kind/enum")).isEqualTo(names(AlertKind.values()));
        assertThat(codes("model-quality", "/properties/subject/enum")).isEqualTo(names(QualitySubject.values()));
        assertThat(codes("model-quality", "/properties/level/enum")).isEqualTo(names(QualityLevel.values()));
        assertThat(codes("model-quality", "/properties/change/enum")).isEqualTo(names(QualityChange.values()));
        assertThat(codes("model-quality", "/properties/reason/enum")).isEqualTo(names(QualityReason.values()));
        assertThat(codes("control", "/properties/kind/enum")).isEqualTo(names(ControlKind.values()));
    }

    private static List<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).sorted().toList();
    }

    private static List<String> codes(String topic, String pointer) throws IOException {
        List<String> published = new ArrayList<>();
        StrictRecordJson.MAPPER.readTree(resource(topic)).at(pointer).forEach(code -> published.add(code.asText()));
        Collections.sort(published);
        return published;
    }

    /** Every field in turn removed, set to null, to text, to an array, to a flag; a field added. */
    private static List<JsonNode> changes(byte[] record) throws IOException {
        List<JsonNode> changed = new ArrayList<>();
        ObjectNode original = (ObjectNode) StrictRecordJson.MAPPER.readTree(record);
        List<ObjectNode> places = new ArrayList<>();
        collectObjects(original, places);
        for (ObjectNode place : places) {
            for (String name : fieldNames(place)) {
                JsonNode before = Objects.requireNonNull(place.get(name));
                place.remove(name);
                changed.add(original.deepCopy());
                place.putNull(name);
                changed.add(original.deepCopy());
                place.putArray(name).addArray();
                changed.add(original.deepCopy());
                place.put(name, !before.isBoolean());
                if (!before.isBoolean()) {
                    changed.add(original.deepCopy());
                }
                place.put(name, "NaN");
                if (!before.isTextual()) {
                    changed.add(original.deepCopy());
                }
                place.set(name, before);
            }
            place.put("unexpected", 1);
            changed.add(original.deepCopy());
            place.remove("unexpected");
        }
        return changed;
    }

    private static void collectObjects(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        node.forEach(child -> collectObjects(child, objects));
    }

    private static List<String> fieldNames(ObjectNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static boolean decodes(String name, byte[] bytes) {
        try {
            switch (topic(name)) {
                case "market-events" -> {
                    return new MarketDecoder("t", 0, 10_000)
                                    .decode(0, 0, -1, bytes)
                                    .event()
                            != null;
                }
                case "control" -> ControlCodec.decodeRecord(bytes);
                case "control-requests" -> ControlCodec.decodeRequest(bytes);
                case "control-acks" -> ControlCodec.decodeAck(bytes);
                case "dead-letters" -> DeadLetterCodec.decode(bytes);
                case "alerts" -> AlertCodec.decode(bytes);
                case "late-events" -> LateEventCodec.decode(bytes);
                case "decisions" -> DecisionCodec.decode(bytes);
                case "executions" -> ExecutionCodec.decode(bytes);
                case "ledger" -> LedgerDecoder.decode(bytes);
                case "executions-external" -> VenueReportCodec.decode(bytes);
                default -> throw new IllegalArgumentException(name);
            }
            return true;
        } catch (CodecException e) {
            return false;
        }
    }

    private static String topic(String name) {
        return switch (name.substring(0, name.contains("-") ? name.indexOf('-') : name.length())) {
            case "market" -> "market-events";
            case "control" -> "control";
            case "request" -> "control-requests";
            case "ack" -> "control-acks";
            case "report" -> "executions-external";
            case "dead" -> "dead-letters";
            case "late" -> "late-events";
            case "alert" -> "alerts";
            case "quality" -> "model-quality";
            case "decisions", "ledger", "executions", "predictions", "outcomes", "features", "business" ->
                name.split("-", 2)[0];
            default -> throw new IllegalArgumentException("expected a known record, was " + name);
        };
    }

    private static JsonSchema schemaOf(String name) throws IOException {
        return FACTORY.getSchema(resource(topic(name).toLowerCase(Locale.ROOT)));
    }

    private static String resource(String topic) throws IOException {
        String path = "/quorate/schemas/" + topic + ".schema.json";
        try (InputStream in = PublishedSchemaTest.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in, path).readAllBytes(), UTF_8);
        }
    }
}
