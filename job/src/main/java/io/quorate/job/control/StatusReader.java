package io.quorate.job.control;

import io.quorate.job.kafka.Brokers;
import io.quorate.job.kafka.TopicTail;
import io.quorate.job.kafka.Topics;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.schema.codec.CodecException;
import io.quorate.schema.codec.ControlCodec;
import java.util.List;

/**
 * Reads the control log and the acknowledgements into a status, each record once however often it is asked. Not
 * thread-safe.
 */
public final class StatusReader implements AutoCloseable {
    private final TopicTail log;
    private final TopicTail acks;
    private final ControlView view = new ControlView();

    private StatusReader(TopicTail log, TopicTail acks) {
        this.log = log;
        this.acks = acks;
    }

    /** Connects; throws UserError when the brokers do not answer or a control topic is missing. */
    public static StatusReader open(Settings settings) {
        Brokers.requireReachable(settings);
        Topics.requireExisting(settings, List.of(JobOptions.CONTROL, JobOptions.CONTROL_ACKS));
        TopicTail log = TopicTail.fromStart(settings, settings.get(JobOptions.CONTROL));
        try {
            return new StatusReader(log, TopicTail.fromStart(settings, settings.get(JobOptions.CONTROL_ACKS)));
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    /** The status as of the records there are now; throws UserError when the brokers stop answering. */
    public ControlStatus read() {
        log.readToEnd(from -> view.add(LoggedRecord.of(from)));
        acks.readToEnd(from -> {
            try {
                view.add(ControlCodec.decodeAck(from.value()));
            } catch (CodecException e) {
                // the sequencer ignores it too
            }
        });
        return view.status();
    }

    @Override
    public void close() {
        log.close();
        acks.close();
    }
}
