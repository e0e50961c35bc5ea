package io.quorate.control;

import io.quorate.schema.control.ControlAck;
import java.io.Serializable;

/** Where a scoring subtask answers a PREPARE. Used from the loader's thread. */
public interface AckChannel extends AutoCloseable {

    /** Where acknowledgements go; serialised with the job graph. */
    @FunctionalInterface
    interface Address extends Serializable {
        AckChannel open();

        /** For a job that only replays a log: nobody waits for an answer. */
        static Address nobody() {
            return () -> new AckChannel() {
                @Override
                public void send(ControlAck ack) {}

                @Override
                public void close() {}
            };
        }
    }

    /** Sends; thread-safe. */
    void send(ControlAck ack);

    @Override
    void close();
}
