package io.quorate.job.scenario;

import io.quorate.control.AckChannel;
import io.quorate.control.ControlLog;
import io.quorate.job.topology.Inputs;
import io.quorate.schema.control.ControlAck;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.SequencerInput;
import io.quorate.schema.market.Inbound;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Keeps the answers of the scoring subtasks back while shut, so that a prepared bundle stays undecided. */
public final class AckGate implements AutoCloseable {

    private static final Map<String, AckGate> OPEN = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();
    private final Queue<Runnable> kept = new ArrayDeque<>();
    private boolean shut;

    private AckGate() {}

    /** A gate that lets everything pass. */
    public static AckGate create() {
        AckGate gate = new AckGate();
        OPEN.put(gate.name, gate);
        return gate;
    }

    public synchronized void shut() {
        shut = true;
    }

    /** Sends what was kept, and what comes from now on. */
    public synchronized void open() {
        shut = false;
        kept.forEach(Runnable::run);
        kept.clear();
    }

    /** Answers kept back. */
    public synchronized int kept() {
        return kept.size();
    }

    private synchronized void pass(Runnable send) {
        if (shut) {
            kept.add(send);
        } else {
            send.run();
        }
    }

    private static AckChannel.Address behind(String name, AckChannel.Address address) {
        return () -> {
            AckGate gate = OPEN.get(name);
            AckChannel channel = address.open();
            return new AckChannel() {
                @Override
                public void send(ControlAck ack) {
                    gate.pass(() -> channel.send(ack));
                }

                @Override
                public void close() {
                    channel.close();
                }
            };
        };
    }

    /** The inputs with the gate before the acknowledgements topic. */
    public Inputs in(Inputs inputs) {
        return new Gated(inputs, name);
    }

    private record Gated(Inputs inputs, String name) implements Inputs, Inputs.Live {

        @Override
        public SingleOutputStreamOperator<Inbound> market(StreamExecutionEnvironment env) {
            return inputs.market(env);
        }

        @Override
        public SingleOutputStreamOperator<ControlRecord> control(StreamExecutionEnvironment env) {
            return inputs.control(env);
        }

        @Override
        public MapFunction<ControlRecord, ControlRecord> lease() {
            return inputs.lease();
        }

        @Override
        public Inputs.Live live() {
            return this;
        }

        @Override
        public DataStream<SequencerInput> requests(StreamExecutionEnvironment env) {
            return inputs.live().requests(env);
        }

        @Override
        public DataStream<SequencerInput> acks(StreamExecutionEnvironment env) {
            return inputs.live().acks(env);
        }

        @Override
        public ControlLog.Address log() {
            return inputs.live().log();
        }

        @Override
        public AckChannel.Address ackChannel() {
            return behind(name, inputs.live().ackChannel());
        }
    }

    @Override
    public void close() {
        OPEN.remove(name);
    }
}
