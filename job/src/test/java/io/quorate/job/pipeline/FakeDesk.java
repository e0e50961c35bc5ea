package io.quorate.job.pipeline;

import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.model.LabelSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A job that answers at once and learns outcomes while one waits. */
final class FakeDesk implements ModelDesk {
    final List<ControlRequest> asked = new ArrayList<>();
    final Map<String, Answer> answers = new HashMap<>();

    @Nullable
    EnsembleSpec inForce = new EnsembleSpec(
            "file:///old.zip", "0".repeat(64), 1, "l", LabelSpec.direction(1), List.of("a", "b"), List.of(.5, .5));

    long outcomes;
    long outcomesPerPause = 100;
    double shadowBrier = 0.20;
    String refusal = "";
    boolean dies;
    int pauses;

    @Override
    public @Nullable Answer find(String requestId) {
        return answers.get(requestId);
    }

    @Override
    public Answer ask(ControlRequest request) {
        asked.add(request);
        answers.put(
                request.requestId(),
                refusal.isEmpty()
                        ? new Answer(true, asked.size(), 5_000, request.reason())
                        : new Answer(false, -1, -1, refusal));
        if (dies) {
            throw new IllegalStateException("killed after the answer");
        }
        return Objects.requireNonNull(answers.get(request.requestId()));
    }

    @Override
    public @Nullable EnsembleSpec inForce() {
        return inForce;
    }

    @Override
    public Comparison compare(long fromMs) {
        return new Comparison(outcomes, shadowBrier, 0.21);
    }

    @Override
    public void pause() {
        pauses++;
        outcomes += outcomesPerPause;
    }
}
