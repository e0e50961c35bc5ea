package io.quorate.job.bench;

import io.quorate.job.options.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs the wanted modes one after the other, each on a cluster and topics of its own. */
public final class BenchRun {

    /** What can be measured. */
    public enum Mode {
        PACED,
        KAFKA,
        MEMORY,
        SWAPS,
        VENUE,
        BACKTEST,
        ALL
    }

    private BenchRun() {}

    /**
     * Measures. Throws UserError when a part does not start or stalls; a missed target is a result.
     *
     * @param dir folder for the broker, checkpoints and the bundle; created
     * @param progress takes a line for each step
     */
    public static BenchReport run(Mode mode, BenchPlan plan, Settings settings, Path dir, Consumer<String> progress)
            throws InterruptedException {
        List<BenchResult> results = new ArrayList<>();
        try (Bench bench = new Bench(plan, settings, dir, progress)) {
            if (mode == Mode.MEMORY || mode == Mode.ALL) {
                results.add(new MemoryMode(bench).run());
            }
            if (mode == Mode.KAFKA || mode == Mode.ALL) {
                results.add(new KafkaMode(bench).run());
            }
            if (mode == Mode.PACED || mode == Mode.ALL) {
                results.add(new PacedMode(bench).run());
            }
            if (mode == Mode.BACKTEST) {
                results.add(new BacktestMode(bench).run());
            }
            if (mode == Mode.VENUE) {
                results.add(new VenueOutageMode(bench).run());
            }
            if (mode == Mode.SWAPS) {
                results.addAll(new SwapsMode(bench).run());
            }
        }
        return new BenchReport(results, setting(plan));
    }

    private static Map<String, Object> setting(BenchPlan plan) {
        Map<String, Object> setting = new LinkedHashMap<>();
        setting.put("symbols (synthetic)", plan.symbols());
        setting.put("partitions", plan.partitions());
        setting.put("portfolios", plan.portfolios());
        setting.put("parallelism", plan.parallelism());
        setting.put("records/s", plan.rate());
        setting.put("seconds", plan.seconds() + " after " + plan.warmUpSeconds() + " of warm-up");
        setting.put("records at full speed", plan.records());
        setting.put("broker", plan.brokers() == null ? "in this process" : "given");
        setting.put("cores", Runtime.getRuntime().availableProcessors());
        setting.put("Java", System.getProperty("java.version"));
        setting.put("greatest heap", Runtime.getRuntime().maxMemory() / 1_000_000 + " MB");
        return setting;
    }
}
