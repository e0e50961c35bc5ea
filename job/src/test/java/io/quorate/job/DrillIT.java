package io.quorate.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.job.drill.Drill;
import io.quorate.job.drill.DrillPlan;
import io.quorate.job.drill.DrillReport;
import io.quorate.job.drill.DrillRow;
import io.quorate.job.drill.Fault;
import io.quorate.job.options.Settings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes, killed: broker, job manager and task managers are JVMs of their own, the job is submitted by Flink's
 * command line. Two kills in every build; every fault with {@code -Pdrill}.
 */
class DrillIT {
    private static final boolean ALL = Boolean.getBoolean("quorate.drill");

    @TempDir
    private Path dir;

    @Test
    void nothingIsLostDoubledOrChangedByKilledProcesses() throws Exception {
        List<Fault> faults = ALL ? Arrays.asList(Fault.values()) : List.of(Fault.TASKMANAGER_KILL);
        DrillPlan plan = new DrillPlan(faults, 5, 200, 4, 2, 0, 1_000, 1, 7);
        DrillReport report = new Drill(plan, Settings.defaults(), dir, System.out::println).run();
        assertThat(report.rows()).hasSize(faults.size() + 1);
        assertThat(report.rows()).allMatch(DrillRow::isPassed, "passed");
        assertThat(report.rows()).first().extracting(DrillRow::expected).isNotEqualTo(0L);
        assertThat(report.rows().stream().mapToLong(DrillRow::expected).sum()).isGreaterThan(report.records() / 2);
        assertThat(report.rows())
                .filteredOn(row -> row.faults() > 0)
                .as("the latch that closed early stays closed")
                .allMatch(row -> row.latched() > 0);
        // repeats on the topic that is at least once show that there was something to repeat
        assertThat(report.decisions()).isGreaterThan(report.records() / 2);
    }
}
