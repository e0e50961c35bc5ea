package io.quorate.job.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class DrillReportTest {
    private static final DrillPlan PLAN = new DrillPlan(List.of(Fault.TASKMANAGER_KILL), 1, 100, 4, 1, 0, 0, 1, 7);

    @Test
    void availabilityIsTheWeekWithoutTheDowntimes() {
        DrillReport report = report(row(10_000, 0, 0, 0, true), row(20_000, 0, 0, 0, true));
        assertThat(report.weeklyAvailability()).isCloseTo(1 - 7 * 30.0 / 604_800, within(1e-12));
    }

    @Test
    void oneBadRowFailsTheDrill() {
        assertThat(report(row(1, 0, 0, 0, true)).isPassed()).isTrue();
        assertThat(report(row(1, 1, 0, 0, true)).isPassed()).isFalse();
        assertThat(report(row(1, 0, 1, 0, true)).isPassed()).isFalse();
        assertThat(report(row(1, 0, 0, 1, true)).isPassed()).isFalse();
    }

    @Test
    void aFaultThatWasNotFeltProvesNothing() {
        DrillReport report = report(row(1, 0, 0, 0, true), row(1, 0, 0, 0, false));
        assertThat(report.isPassed()).isFalse();
        assertThat(report.text()).contains("NOT FELT").contains("FAILED");
    }

    @Test
    void theTableHasALineForEachRowAndAVerdict() {
        assertThat(report(row(7_040, 0, 0, 0, true)).text().lines().toList())
                .anyMatch(
                        line -> line.contains("taskmanager-kill") && line.contains("7.0 s") && line.contains("passed"))
                .last()
                .isEqualTo("verdict: passed");
    }

    private static DrillReport report(DrillRow... rows) {
        return new DrillReport(PLAN, 1_000, 1_000, List.of(rows));
    }

    private static DrillRow row(long downtimeMs, long repeated, long lost, long changed, boolean effective) {
        return new DrillRow("taskmanager-kill", 1, downtimeMs, 1, 10, 10, repeated, lost, changed, 3, effective);
    }
}
