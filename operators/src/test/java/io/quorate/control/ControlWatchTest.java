package io.quorate.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.alert.Alert;
import io.quorate.schema.alert.AlertKind;
import io.quorate.schema.alert.AlertState;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlWatchTest {

    private final ControlWatch watch = new ControlWatch(5_000);

    @Test
    void aLogThatDoesNotFollowTheMarketIsReportedOnceAndWhenItDoesAgain() {
        watch.record(ControlRecord.frontier(6_000, 1_000), 0);
        watch.market(2_000, 100);
        watch.market(3_000, 4_000);
        assertThat(watch.look(5_099)).isEmpty();
        List<Alert> raised = watch.look(5_100);
        assertThat(raised).hasSize(1);
        assertThat(raised.get(0).kind()).isEqualTo(AlertKind.CONTROL_SILENT);
        assertThat(raised.get(0).state()).isEqualTo(AlertState.RAISED);
        assertThat(raised.get(0).sinceMs()).isEqualTo(1_000);
        assertThat(raised.get(0).text()).contains("5000 ms", "the market is at 3000", "the frontier 6000");
        assertThat(watch.look(20_000)).isEmpty();
        assertThat(watch.silent()).isTrue();
        List<Alert> cleared = watch.record(ControlRecord.frontier(8_000, 3_000), 20_001);
        assertThat(cleared).extracting(Alert::state).containsExactly(AlertState.CLEARED);
        assertThat(watch.silent()).isFalse();
        assertThat(watch.look(60_000)).isEmpty();
    }

    @Test
    void aMarketThatRestsRaisesNothing() {
        watch.market(1_000, 0);
        watch.record(ControlRecord.frontier(6_000, 1_000), 50);
        assertThat(watch.look(1_000_000)).isEmpty();
    }

    @Test
    void aLogThatFollowsSlowlyRaisesNothing() {
        for (long i = 1; i < 100; i++) {
            watch.market(1_000 * i + 500, 4_000 * i);
            watch.record(ControlRecord.frontier(1_000 * i + 9_000, 1_000 * i), 4_000 * i);
            assertThat(watch.look(4_000 * i + 3_999)).isEmpty();
        }
    }

    @Test
    void aRefusalIsToldWithWhoAndWhy() {
        ControlRecord refused = new ControlRecord(
                ControlKind.REFUSED, "*", 3, 0, 0, 0, 17, "r-1", "ann", "no good", null, null, null, null);
        List<Alert> alerts = watch.record(refused, 0);
        assertThat(alerts).extracting(Alert::kind).containsExactly(AlertKind.EPOCH_REFUSED);
        assertThat(alerts.get(0).subject()).isEqualTo("r-1");
        assertThat(alerts.get(0).sinceMs()).isEqualTo(Alert.UNKNOWN_TIME);
        assertThat(alerts.get(0).text()).isEqualTo("request 17 by ann was refused: no good");
    }
}
