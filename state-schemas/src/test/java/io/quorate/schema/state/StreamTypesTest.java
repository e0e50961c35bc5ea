package io.quorate.schema.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.schema.codec.ControlCodec;
import io.quorate.schema.control.ControlAck;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.control.MarketSignal;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.LedgerEntry;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.DeadLetter;
import io.quorate.schema.market.Inbound;
import io.quorate.schema.market.LateEvent;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.market.Sample;
import io.quorate.schema.model.Credit;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.routing.PortfolioPrediction;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every type on a stream must have a Flink serializer of its own all the way down: no Kryo. */
class StreamTypesTest {

    /** A type that needs Kryo, to show that the check can fail. */
    record Generic(Optional<String> maybe) {}

    @ParameterizedTest
    @ValueSource(
            classes = {
                MarketEvent.class,
                Inbound.class,
                Sample.class,
                DeadLetter.class,
                LateEvent.class,
                MarketSignal.class,
                FeatureVector.class,
                Prediction.class,
                PortfolioPrediction.class,
                Credit.class,
                ControlRecord.class,
                ControlRequest.class,
                ControlAck.class,
                Decision.class,
                LedgerEntry.class,
                Execution.class,
                VenueReport.class,
                VenueDeskState.class,
                DedupeState.class,
                BarState.class,
                RegimeFilterState.class
            })
    void streamTypeSerialisesWithoutKryo(Class<?> type) {
        TypeInformation<?> info = TypeInformation.of(type);
        assertThat(info).isInstanceOf(PojoTypeInfo.class);
        assertThat(info.createSerializer(withoutGenericTypes())).isNotNull();
    }

    @Test
    void recordsWithAbsentPartsSurviveTheSerializer() throws Exception {
        TypeSerializer<ControlRecord> serializer =
                TypeInformation.of(ControlRecord.class).createSerializer(withoutGenericTypes());
        List<String> lines = controlLines();
        assertThat(lines).hasSizeGreaterThan(5);
        for (String line : lines) {
            ControlRecord record = ControlCodec.decodeRecord(line.getBytes(UTF_8));
            DataOutputSerializer out = new DataOutputSerializer(256);
            serializer.serialize(record, out);
            DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
            assertThat(serializer.deserialize(in)).isEqualTo(record);
            assertThat(serializer.copy(record)).isEqualTo(record);
        }
    }

    private static List<String> controlLines() throws IOException {
        try (InputStream in = StreamTypesTest.class.getResourceAsStream("/golden/v1/records.tsv")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("control-"))
                    .map(line -> line.substring(line.indexOf('\t') + 1))
                    .toList();
        }
    }

    @Test
    void typeThatNeedsKryoIsFound() {
        assertThatThrownBy(() -> TypeInformation.of(Generic.class).createSerializer(withoutGenericTypes()))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static SerializerConfigImpl withoutGenericTypes() {
        SerializerConfigImpl config = new SerializerConfigImpl();
        config.setGenericTypes(false);
        return config;
    }
}
