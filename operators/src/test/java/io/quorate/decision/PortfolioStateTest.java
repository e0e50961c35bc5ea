package io.quorate.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.control.CorrelationLimits;
import io.quorate.schema.control.CorrelationMethod;
import io.quorate.schema.control.ExitSpec;
import io.quorate.schema.control.PartialExit;
import io.quorate.schema.control.RoiStep;
import io.quorate.schema.control.VenueSpec;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.Trigger;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.execution.OrderType;
import io.quorate.schema.execution.SlippageModel;
import io.quorate.schema.execution.TimeInForce;
import io.quorate.schema.state.OrderState;
import io.quorate.schema.state.PortfolioState;
import io.quorate.schema.state.PositionState;
import io.quorate.schema.state.ReturnState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortfolioStateTest {

    @ParameterizedTest
    @ValueSource(classes = {PortfolioState.class, PositionState.class, OrderState.class, ReturnState.class})
    void stateIsAPojoWithoutKryo(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }

    @Test
    void portfolioRestoredAtAnyMomentDecidesAsIfNothingHadHappened() throws IOException {
        SerializerConfigImpl config = new SerializerConfigImpl();
        config.setGenericTypes(false);
        TypeSerializer<PortfolioState> serializer =
                TypeInformation.of(PortfolioState.class).createSerializer(config);
        PortfolioEngine engine = new PortfolioEngine("config");
        Desk desk = new Desk(new Terms());
        desk.terms.takeProfitFraction = 0.02;
        desk.terms.trailingFraction = 0.03;
        desk.terms.maxHoldMs = 7000;
        desk.terms.maxParticipation = 0.1;
        desk.terms.exits = new ExitSpec(
                1, List.of(new RoiStep(0, 0.015), new RoiStep(3000, 0.005)), List.of(new PartialExit(0.004, 0.5)));
        desk.terms.venue =
                new VenueSpec(OrderType.LIMIT, 10, 0, TimeInForce.GTC, SlippageModel.SQUARE_ROOT, 5, 1, 300, 0.1);
        desk.terms.orderExpiryMs = 9000;
        desk.terms.correlation = new CorrelationLimits(CorrelationMethod.LEDOIT_WOLF, 0.97, 3000, 20, 0.99, 0.5, 0.2);
        List<Decision> restored = new ArrayList<>();
        DecisionSink out = new DecisionSink() {
            @Override
            public void decision(Decision d) {
                restored.add(d);
            }

            @Override
            public void execution(Execution e) {}
        };
        PortfolioState copy = new PortfolioState();
        Random random = new Random(5);
        for (int i = 0; i < 400; i++) {
            Tick tick = Tick.at(1000L * i)
                    .of(i % 3 == 0 ? "X" : "Y")
                    .price(100 + 3 * random.nextGaussian())
                    .says(random.nextDouble())
                    .volume(random.nextInt(4000));
            while (engine.nextDueMs(copy) < tick.tsMs) {
                engine.step(copy, engine.nextDueMs(copy), desk.mandate(), List.of(), out);
            }
            desk.play(tick);
            engine.step(copy, tick.tsMs, desk.mandate(), List.of(tick.prediction()), out);
            DataOutputSerializer bytes = new DataOutputSerializer(4096);
            serializer.serialize(copy, bytes);
            copy = serializer.deserialize(new DataInputDeserializer(bytes.getCopyOfBuffer()));
        }
        assertThat(restored).isEqualTo(desk.decisions);
        assertThat(copy).usingRecursiveComparison().isEqualTo(desk.state);
        assertThat(restored).anyMatch(d -> d.trigger() == Trigger.TIMER);
    }
}
