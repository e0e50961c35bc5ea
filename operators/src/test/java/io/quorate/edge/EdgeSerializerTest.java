package io.quorate.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.decision.LedgerEntry;
import io.quorate.schema.decision.Side;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.execution.VenueReportKind;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.market.EventKind;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.market.Sample;
import io.quorate.schema.model.Credit;
import io.quorate.schema.model.LabelSpec;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.model.PredictionStatus;
import io.quorate.schema.routing.PortfolioPrediction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class EdgeSerializerTest {

    private static final int RECORDS = 3_000;

    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void marketEventsArriveAsTheyWereSent() throws IOException {
        assertSame(MarketEventSerializer.TYPE, this::event);
    }

    @Test
    void featureVectorsArriveAsTheyWereSent() throws IOException {
        assertSame(FeatureVectorSerializer.TYPE, this::features);
    }

    @Test
    void predictionsArriveAsTheyWereSent() throws IOException {
        assertSame(PortfolioPredictionSerializer.TYPE, this::prediction);
    }

    @Test
    void creditsArriveAsTheyWereSent() throws IOException {
        assertSame(CreditSerializer.TYPE, this::credit);
    }

    @Test
    void ledgerRecordsArriveAsTheyWereSent() throws IOException {
        assertSame(LedgerEntrySerializer.TYPE, this::ledgerEntry);
    }

    /** A component that is added to a record must be added to its serializer and to this test. */
    @Test
    void everyComponentIsWritten() {
        assertThat(List.of(
                        components(MarketEvent.class),
                        components(FeatureVector.class),
                        components(Sample.class),
                        components(PortfolioPrediction.class),
                        components(Prediction.class),
                        components(LabelSpec.class),
                        components(Credit.class),
                        components(LedgerEntry.class)))
                .containsExactly(15, 6, 10, 3, 15, 5, 9, 5);
    }

    private static int components(Class<?> record) {
        return record.getRecordComponents().length;
    }

    private interface Source<T> {
        T next();
    }

    private static <T> void assertSame(TypeInformation<T> type, Source<T> source) throws IOException {
        TypeSerializer<T> writer = type.createSerializer(new SerializerConfigImpl());
        TypeSerializer<T> reader = writer.duplicate();
        List<T> sent = new ArrayList<>();
        DataOutputSerializer out = new DataOutputSerializer(64);
        for (int i = 0; i < RECORDS; i++) {
            T record = source.next();
            sent.add(record);
            writer.serialize(record, out);
        }
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        for (T record : sent) {
            assertThat(reader.deserialize(in)).isEqualTo(record);
        }
        assertThat(in.available()).isZero();
    }

    private String name() {
        return switch (random.nextInt(5)) {
            case 0 -> "";
            case 1 -> "S\u00e3o-\u20ac-\ud83d\ude00" + random.nextInt(3_000);
            case 2 -> "n".repeat(random.nextInt(600));
            default -> "SYM-" + random.nextInt(5_000);
        };
    }

    private double number() {
        return switch (random.nextInt(6)) {
            case 0 -> Double.NaN;
            case 1 -> Double.NEGATIVE_INFINITY;
            case 2 -> -0.0;
            default -> Double.longBitsToDouble(random.nextLong());
        };
    }

    private double[] numbers(int most) {
        double[] numbers = new double[random.nextInt(most + 1)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number();
        }
        return numbers;
    }

    private MarketEvent event() {
        MarketEvent e = switch (random.nextInt(3)) {
            case 0 -> MarketEvent.trade(name(), name(), random.nextLong(), name(), number(), number(), 3, 4);
            case 1 ->
                new MarketEvent(
                        EventKind.BAR,
                        name(),
                        name(),
                        random.nextLong(),
                        name(),
                        0,
                        0,
                        random.nextLong(),
                        number(),
                        number(),
                        number(),
                        number(),
                        number(),
                        1,
                        2);
            default -> MarketEvent.heartbeat(name(), random.nextLong(), 1, 2);
        };
        return e.at(random.nextInt(), random.nextLong());
    }

    private FeatureVector features() {
        Sample sample = new Sample(
                name(),
                random.nextLong(),
                number(),
                number(),
                number(),
                number(),
                number(),
                random.nextLong(),
                number(),
                random.nextLong());
        VolatilityRegime[] regimes = VolatilityRegime.values();
        return new FeatureVector(
                sample, random.nextLong(), name(), numbers(700), regimes[random.nextInt(regimes.length)], number());
    }

    private LabelSpec label() {
        return switch (random.nextInt(3)) {
            case 0 -> LabelSpec.direction(1 + random.nextInt(9));
            case 1 -> LabelSpec.tripleBarrier(5, 1 + random.nextDouble(), 2);
            default -> LabelSpec.bigMove(3).withMoveThreshold(random.nextDouble());
        };
    }

    private VenueReport report() {
        return new VenueReport(
                VenueReportKind.FILL,
                "x-" + random.nextInt(),
                "0f".repeat(16),
                "alpha",
                "SPY",
                random.nextBoolean(),
                Side.LONG,
                random.nextInt(1, 1_000_000),
                random.nextDouble(1, 100),
                12_000,
                random.nextInt(1, 1000),
                "");
    }

    private PortfolioPrediction prediction() {
        if (random.nextInt(8) == 0) {
            return PortfolioPrediction.execution(ControlRecord.execution(random.nextLong(1L << 40), 17, report()));
        }
        PredictionStatus[] statuses = PredictionStatus.values();
        return new PortfolioPrediction(
                name(),
                new Prediction(
                        features(),
                        statuses[random.nextInt(statuses.length)],
                        label(),
                        random.nextLong(),
                        random.nextLong(),
                        new String[] {name(), name()},
                        numbers(4),
                        numbers(4),
                        number(),
                        number(),
                        number(),
                        new String[] {name()},
                        random.nextInt(),
                        number(),
                        random.nextLong()));
    }

    private Credit credit() {
        return new Credit(
                name(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextInt(2),
                numbers(4),
                numbers(4),
                random.nextBoolean() ? VolatilityRegime.HIGH : VolatilityRegime.LOW);
    }

    private LedgerEntry ledgerEntry() {
        byte[] value = new byte[random.nextInt(5_000)];
        random.nextBytes(value);
        return new LedgerEntry(name(), random.nextLong(), random.nextLong(), name(), value);
    }
}
