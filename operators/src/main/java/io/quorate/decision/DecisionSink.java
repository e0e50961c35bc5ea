package io.quorate.decision;

import io.quorate.schema.decision.Decision;
import io.quorate.schema.execution.Execution;

/** Takes what a portfolio decides and fills, in order: the executions of a sample before its decision. */
public interface DecisionSink {

    void decision(Decision d);

    void execution(Execution e);
}
