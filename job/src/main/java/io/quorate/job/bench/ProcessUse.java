package io.quorate.job.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What this process used up to one moment; figures the platform does not give are -1.
 *
 * @param wallNanos monotonic time
 * @param cpuNanos CPU time of the process
 * @param machineTicks CPU time of the whole machine, in hundredths of a second
 * @param gcMs time in garbage collection
 * @param heapBytes heap in use
 * @param rssBytes resident memory
 */
record ProcessUse(long wallNanos, long cpuNanos, long machineTicks, long gcMs, long heapBytes, long rssBytes) {

    private static final int TICK_NANOS = 10_000_000;

    static ProcessUse now() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long gcMs = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
        return new ProcessUse(
                System.nanoTime(),
                system.getProcessCpuTime(),
                readMachineTicks(),
                gcMs,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                readRssBytes());
    }

    /** Cores this process kept busy since {@code start}. */
    double coresSince(ProcessUse start) {
        return (double) (cpuNanos - start.cpuNanos) / (wallNanos - start.wallNanos);
    }

    /** CPU time from here to {@code end} for each of so many records. */
    double cpuMicros(ProcessUse end, long records) {
        return (end.cpuNanos - cpuNanos) / 1e3 / Math.max(1, records);
    }

    /** Cores everything else on the machine kept busy since {@code start}; -1 when the platform does not say. */
    double otherCoresSince(ProcessUse start) {
        if (machineTicks < 0) {
            return -1;
        }
        double machine = (double) (machineTicks - start.machineTicks) * TICK_NANOS / (wallNanos - start.wallNanos);
        return Math.max(0, machine - coresSince(start));
    }

    private static long readMachineTicks() {
        try {
            String[] fields = lines("/proc/stat").get(0).split("\\s+", -1);
            // user, nice, system, irq, softirq; idle and waiting are left out
            return Long.parseLong(fields[1])
                    + Long.parseLong(fields[2])
                    + Long.parseLong(fields[3])
                    + Long.parseLong(fields[6])
                    + Long.parseLong(fields[7]);
        } catch (IOException | RuntimeException e) {
            return -1;
        }
    }

    private static long readRssBytes() {
        try {
            for (String line : lines("/proc/self/status")) {
                if (line.startsWith("VmRSS:")) {
                    return 1_024 * Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException | RuntimeException e) {
            return -1;
        }
        return -1;
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(Path.of(file));
    }
}
