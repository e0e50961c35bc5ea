package io.quorate.job.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a demonstration is asked to do.
 *
 * @param seconds wall time of the replay; sets the speed-up
 * @param recordsPerSecond average rate that sets the speed-up instead; 0 for none
 * @param unpaced replay as fast as possible instead
 * @param syntheticSymbols symbols beside the real one
 * @param parallelism subtasks of each parallel operator
 * @param webPort wanted port of the web UI
 * @param prometheusPort port of the Prometheus endpoint; 0 = off
 * @param dataDir folder of broker, checkpoints and bundles
 * @param report file of the JSON report; null for none
 * @param parity whether everything is decided again from the topics afterwards, and compared
 */
public record DemoPlan(
        int seconds,
        double recordsPerSecond,
        boolean unpaced,
        int syntheticSymbols,
        int parallelism,
        int webPort,
        int prometheusPort,
        Path dataDir,
        @Nullable Path report,
        boolean parity) {}
