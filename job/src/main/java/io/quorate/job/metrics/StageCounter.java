package io.quorate.job.metrics;

import io.quorate.telemetry.Count;

/** One count of one stage in one subtask. */
final class StageCounter extends TaskCounter {
    private final String stage;
    private final Count count;

    StageCounter(String stage, Count count) {
        this.stage = stage;
        this.count = count;
    }

    String stage() {
        return stage;
    }

    Count count() {
        return count;
    }
}
