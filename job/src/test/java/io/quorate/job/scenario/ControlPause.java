package io.quorate.job.scenario;

import io.quorate.control.AckChannel;
import io.quorate.control.ControlLog;
import io.quorate.job.topology.Inputs;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.SequencerInput;
import io.quorate.schema.market.Inbound;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Lets no record of the control log into the job while it lasts, as a topic that cannot be read. */
public final class ControlPause implements AutoCloseable {

    private static final Map<String, ControlPause> OPEN = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();
    private boolean paused;
    private long frontierMs = Long.MIN_VALUE;

    private ControlPause() {}

    /** A pause that has not begun. */
    public static ControlPause create() {
        ControlPause pause = new ControlPause();
        OPEN.put(pause.name, pause);
        return pause;
    }

    public synchronized void begin() {
        paused = true;
    }

    public synchronized void end() {
        paused = false;
        notifyAll();
    }

    /** Greatest frontier that came through. */
    public synchronized long frontierMs() {
        return frontierMs;
    }

    private synchronized ControlRecord pass(ControlRecord r) throws InterruptedException {
        while (paused) {
            wait();
        }
        if (r.kind() == ControlKind.FRONTIER) {
            frontierMs = Math.max(frontierMs, r.effectiveFromMs());
        }
        return r;
    }

    /** The inputs with the pause behind the control source. */
    public Inputs in(Inputs inputs) {
        return new Paused(inputs, name);
    }

    private record Valve(String name) implements MapFunction<ControlRecord, ControlRecord> {
        @Override
        public ControlRecord map(ControlRecord r) throws Exception {
            return OPEN.get(name).pass(r);
        }
    }

    private record Paused(Inputs inputs, String name) implements Inputs, Inputs.Live {

        @Override
        public SingleOutputStreamOperator<Inbound> market(StreamExecutionEnvironment env) {
            return inputs.market(env);
        }

        @Override
        public SingleOutputStreamOperator<ControlRecord> control(StreamExecutionEnvironment env) {
            return inputs.control(env).setParallelism(1).map(new Valve(name));
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
            return inputs.live().ackChannel();
        }
    }

    @Override
    public void close() {
        end();
        OPEN.remove(name);
    }
}
