package io.quorate.job.topology;

import io.quorate.control.AckChannel;
import io.quorate.control.ControlLog;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.SequencerInput;
import io.quorate.schema.market.Inbound;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** Where a job's data come from. */
public interface Inputs {

    /** Decoded market records, with watermarks of greatest event time - lateness - 1 over all partitions. */
    SingleOutputStreamOperator<Inbound> market(StreamExecutionEnvironment env);

    /** The control log from its start, one subtask, with watermarks for alignment. */
    SingleOutputStreamOperator<ControlRecord> control(StreamExecutionEnvironment env);

    /** What keeps a second job of the same run away while this one runs; null when nothing outside is shared. */
    @Nullable
    MapFunction<ControlRecord, ControlRecord> lease();

    /** What only a job that writes the control log has; null when it replays a finished one. */
    @Nullable
    Live live();

    /** The other side of the control loop. */
    interface Live {

        /** Requests and acknowledgements, one subtask each. */
        DataStream<SequencerInput> requests(StreamExecutionEnvironment env);

        DataStream<SequencerInput> acks(StreamExecutionEnvironment env);

        /** What an external venue did, one subtask; null when there is none. */
        default @Nullable DataStream<SequencerInput> reports(StreamExecutionEnvironment env) {
            return null;
        }

        ControlLog.Address log();

        AckChannel.Address ackChannel();
    }
}
