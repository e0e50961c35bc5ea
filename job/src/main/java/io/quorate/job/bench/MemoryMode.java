package io.quorate.job.bench;

import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;

/** The whole graph at full speed without Kafka: records made in the source, results encoded, counted and let go. */
final class MemoryMode {

    private static final double PER_SECOND = 50_000;

    private final Bench bench;

    MemoryMode(Bench bench) {
        this.bench = bench;
    }

    BenchResult run() throws InterruptedException {
        Settings settings = bench.settings();
        BenchPlan plan = bench.plan();
        MemoryInputs in = new MemoryInputs(
                plan, settings.millis(JobOptions.LATENESS), bench.control().epochs());
        bench.say("working off " + in.records() + " records in memory");
        long expected = in.records() * plan.decisionsEach();
        BenchResult result = new BenchResult("memory");
        String run = "bench-" + System.nanoTime();
        try (Tally decisions = Tally.open(run + "-decisions", expected / 2);
                Tally ledger = Tally.open(run + "-ledger", expected / 2);
                Tally executions = Tally.open(run + "-executions", expected / 2)) {
            MemoryOutputs out = new MemoryOutputs(run + "-decisions", run + "-ledger", run + "-executions");
            ProcessUse start = ProcessUse.now();
            try (RunningJob job = RunningJob.start(bench, settings, "memory", plan.parallelism(), in, out)) {
                job.awaitDecisions(in.records(), plan.decisionsEach());
                ProcessUse end = ProcessUse.now();
                ProcessUse half = decisions.half();
                if (half != null) {
                    result.add("CPU a decision, second half", half.cpuMicros(end, decisions.recordsSinceHalf()), "us");
                }
                result.atLeast("decisions a second, first to last", decisions.perSecond(), "1/s", PER_SECOND)
                        .add("decisions a second, second half", decisions.perSecondOfSecondHalf(), "1/s")
                        .count("records", in.records())
                        .count("decisions", decisions.records())
                        .count("executions", executions.records())
                        .add("ledger bytes a decision", (double) ledger.bytes() / decisions.records(), "B")
                        .use(start, end)
                        .outcomes(job.snapshot())
                        .stages(job.snapshot(), 0);
            }
        }
        return result;
    }
}
