package io.quorate.control;

import io.quorate.schema.control.ControlRecord;
import java.io.Serializable;
import java.util.List;

/**
 * The control log as its one writer sees it. Opening fences every older writer, so that what is read afterwards is the
 * whole truth.
 */
public interface ControlLog extends AutoCloseable {

    /** Where a log is and how to open it; serialised with the job graph. */
    @FunctionalInterface
    interface Address extends Serializable {
        ControlLog open();
    }

    /** Every committed record, in order; of several FRONTIER in a row the last may stand for all. */
    List<ControlRecord> records();

    /** Offset after the last request that exists now. */
    long requestsEndOffset();

    /** Appends the records as one unit; returns when they are durable and visible. */
    void append(List<ControlRecord> records);

    @Override
    void close();
}
