package io.quorate.execution;

import io.quorate.schema.execution.DeskInput;
import java.io.Serializable;
import java.util.List;

/** Every KILL asked for and every RESUME granted so far, read before the first order is sent. */
@FunctionalInterface
public interface KillJournal extends Serializable {

    List<DeskInput> read();
}
