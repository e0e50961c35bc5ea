package io.quorate.job.bench;

import java.io.Serializable;
import java.util.function.Function;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** A sink that encodes its records as the real one would, counts them and lets them go. */
final class TallySink<T> implements Sink<T> {

    private static final long serialVersionUID = 1L;

    private final String tally;
    private final Encoding<T> encoding;

    /** Wire form of a record. */
    @FunctionalInterface
    interface Encoding<T> extends Function<T, byte[]>, Serializable {}

    TallySink(String tally, Encoding<T> encoding) {
        this.tally = tally;
        this.encoding = encoding;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        Tally target = Tally.find(tally);
        return new SinkWriter<>() {
            @Override
            public void write(T element, Context unused) {
                target.add(encoding.apply(element).length);
            }

            @Override
            public void flush(boolean endOfInput) {
                // nothing is kept
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }
}
