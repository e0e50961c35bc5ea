package io.quorate.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.control.ControlRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a log is held in memory. */
class KafkaControlLogTest {

    @Test
    void promisesInARowAreHeldOnceAndNothingElseIsLost() {
        List<ControlRecord> held = new ArrayList<>();
        ControlRecord start = ControlRecord.start(0);
        KafkaControlLog.keep(held, start);
        for (int i = 0; i <= 1_000; i++) {
            KafkaControlLog.keep(held, ControlRecord.frontier(100 + i, i));
        }
        KafkaControlLog.keep(held, start);
        KafkaControlLog.keep(held, ControlRecord.frontier(1_100, 1_001));
        KafkaControlLog.keep(held, ControlRecord.frontier(1_200, 900));
        assertThat(held)
                .containsExactly(
                        start,
                        ControlRecord.frontier(1_100, 1_000),
                        start,
                        ControlRecord.frontier(1_100, 1_001),
                        ControlRecord.frontier(1_200, 900));
    }
}
