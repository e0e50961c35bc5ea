package io.quorate.job.drill;

import io.quorate.feature.FeatureLayout;
import io.quorate.job.audit.LedgerAudit;
import io.quorate.job.control.ControlStatus;
import io.quorate.job.control.LoggedRecord;
import io.quorate.job.control.StatusReader;
import io.quorate.job.demo.MarketPublisher;
import io.quorate.job.demo.Pace;
import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.TopicReader;
import io.quorate.job.kafka.Topics;
import io.quorate.job.load.LoadBundle;
import io.quorate.job.load.LoadControl;
import io.quorate.job.load.LoadMarket;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.topology.JobSetup;
import io.quorate.schema.codec.MarketCodec;
import io.quorate.schema.control.ControlKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Broker, cluster and job as processes under a steady load; one fault after another; after each the ledger is read by a
 * reader of committed records and held against what the plain pipeline decides on the same records.
 */
public final class Drill {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LEDGER_PATIENCE = Duration.ofSeconds(60);
    private static final Duration METRIC_PATIENCE = Duration.ofSeconds(5);
    private static final Duration HEARTBEAT = Duration.ofMillis(20);
    private static final long POLL_MS = 100;
    private static final long FELT_MS = 1_000;
    private static final long SWAP_AFTER_MS = 60_000;
    /** A portfolio whose drawdown latch closes early and has to stay closed, whatever is killed. */
    private static final String LATCHED = "latched";

    private static final int LATCHED_SYMBOLS = 2;

    private static final int SECOND_BUNDLE_TRADES = 6_000;

    private final DrillPlan plan;
    private final Settings base;
    private final Path dir;
    private final Consumer<String> progress;

    /**
     * A drill.
     *
     * @param base settings that win over the drill's own nowhere
     * @param dir folder of all processes' files
     * @param progress takes a line at each step
     */
    public Drill(DrillPlan plan, Settings base, Path dir, Consumer<String> progress) {
        this.plan = plan;
        this.base = base;
        this.dir = dir;
        this.progress = progress;
    }

    /** Runs it to the end. Throws UserError when a step cannot be done; what a fault did is in the report. */
    public DrillReport run() throws InterruptedException {
        progress.accept("starting a broker and a cluster of processes in " + dir);
        try (DrillSite site = DrillSite.start(plan, base, dir)) {
            Settings settings = site.settings();
            Topics.create(settings, DrillPlan.PARTITIONS);
            ask(settings);
            site.submit(DrillPlan.PARALLELISM, null);
            progress.accept("job runs, web UI " + site.cluster().rest().address());
            return underLoad(site);
        }
    }

    /** One ensemble from the start, another in force a minute later: a drill without a swap would prove too little. */
    private void ask(Settings settings) throws InterruptedException {
        progress.accept("training two bundles on synthetic history");
        FeatureLayout layout = JobSetup.pipeline(settings, DrillPlan.PARTITIONS).layout();
        LoadControl control = new LoadControl(
                plan.symbols(), plan.portfolios(), false, LoadBundle.train(layout, dir.resolve("first.zip")));
        control.latching(LATCHED, LATCHED_SYMBOLS);
        control.swap(
                LoadBundle.train(layout, SECOND_BUNDLE_TRADES, dir.resolve("second.zip")),
                System.currentTimeMillis() + SWAP_AFTER_MS);
        control.send(settings);
    }

    private DrillReport underLoad(DrillSite site) throws InterruptedException {
        Settings settings = site.settings();
        try (MarketPublisher publisher = new MarketPublisher(settings, MarketCodec::encode);
                DecisionPulse pulse = DecisionPulse.start(settings)) {
            // the first heartbeats let the control log begin, and the epochs in
            publisher.beat(System.currentTimeMillis());
            publisher.flush();
            awaitEpochs(settings);
            try (LedgerAudit audit = LedgerAudit.open(settings)) {
                CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
                    var unused = publisher.publish(
                            LoadMarket.of(plan.symbols()).endless(), Pace.rate(plan.rate()), HEARTBEAT, null);
                });
                try {
                    return faults(site, publisher, pulse, audit, load);
                } finally {
                    publisher.stop();
                }
            }
        }
    }

    private DrillReport faults(
            DrillSite site,
            MarketPublisher publisher,
            DecisionPulse pulse,
            LedgerAudit audit,
            CompletableFuture<Void> load)
            throws InterruptedException {
        awaitNewDecision(site, pulse, load);
        TimeUnit.MILLISECONDS.sleep(plan.settleMs());
        FaultInjection injection = new FaultInjection(site, plan);
        List<DrillRow> rows = new ArrayList<>();
        LedgerAudit.Finding before = new LedgerAudit.Finding(0, 0, 0, 0, 0, 0);
        for (Fault fault : plan.faults()) {
            progress.accept(String.format(Locale.ROOT, "%-22s %s", name(fault), fault.description()));
            DrillRow row = row(site, fault, injection, pulse, audit, load, before);
            before = new LedgerAudit.Finding(
                    before.expected() + row.expected(),
                    before.seen() + row.seen(),
                    before.repeated() + row.repeated(),
                    0,
                    before.changed() + row.changed(),
                    before.latched() + row.latched());
            rows.add(row);
            progress.accept(DrillReport.line(row));
        }
        while (publisher.records() < plan.records()) {
            site.requireAlive();
            requireSending(load);
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        publisher.stop();
        join(load);
        publisher.finish(HEARTBEAT);
        // twice: a restored job hears of a partition's time only when it speaks again
        publisher.finish(Duration.ofSeconds(1));
        LedgerAudit.Finding all = audit.check(LEDGER_PATIENCE);
        rows.add(new DrillRow(
                "end",
                0,
                0,
                0,
                all.expected() - before.expected(),
                all.seen() - before.seen(),
                all.repeated() - before.repeated(),
                all.lost(),
                all.changed() - before.changed(),
                all.latched() - before.latched(),
                true));
        return new DrillReport(plan, publisher.records(), pulse.decisions(), rows);
    }

    private DrillRow row(
            DrillSite site,
            Fault fault,
            FaultInjection injection,
            DecisionPulse pulse,
            LedgerAudit audit,
            CompletableFuture<Void> load,
            LedgerAudit.Finding before)
            throws InterruptedException {
        long restarts = site.restarts();
        long failed = site.failedCheckpoints();
        String job = site.job().id();
        site.cluster().awaitTaskManagers(DrillPlan.TASK_MANAGERS);
        pulse.mark();
        injection.inject(fault);
        awaitNewDecision(site, pulse, load);
        long restartsNow = awaitCheckpoint(site);
        if (killsTasks(fault)) {
            restartsNow = awaitRestartCounted(site, restarts);
        }
        boolean effective = switch (fault) {
            case TASKMANAGER_KILL, TASKMANAGER_STORM, TASKMANAGER_PAUSE ->
                restartsNow > restarts || pulse.longestGapMs() > FELT_MS;
            case CHECKPOINTS_READ_ONLY -> site.failedCheckpoints() > failed;
            case RESCALE -> !site.job().id().equals(job);
            case JOBMANAGER_KILL, BROKER_KILL -> pulse.longestGapMs() > FELT_MS;
        };
        TimeUnit.MILLISECONDS.sleep(plan.settleMs());
        site.supervise();
        LedgerAudit.Finding now = audit.check(LEDGER_PATIENCE);
        return new DrillRow(
                name(fault),
                injection.count(fault),
                pulse.longestGapMs(),
                fault == Fault.JOBMANAGER_KILL || fault == Fault.RESCALE ? -1 : restartsNow - restarts,
                now.expected() - before.expected(),
                now.seen() - before.seen(),
                now.repeated() - before.repeated(),
                now.lost(),
                now.changed() - before.changed(),
                now.latched() - before.latched(),
                effective);
    }

    private static boolean killsTasks(Fault fault) {
        return fault == Fault.TASKMANAGER_KILL || fault == Fault.TASKMANAGER_STORM || fault == Fault.TASKMANAGER_PAUSE;
    }

    /** Gives the restarts once there are more than before; the job manager shows them seconds late, or there were none. */
    private static long awaitRestartCounted(DrillSite site, long before) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + METRIC_PATIENCE.toNanos();
        long now = site.restarts();
        while (now <= before && System.nanoTime() < deadlineNanos) {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
            now = site.restarts();
        }
        return now;
    }

    /** Waits for a decision on an event time that is after this call. */
    private static void awaitNewDecision(DrillSite site, DecisionPulse pulse, CompletableFuture<Void> load)
            throws InterruptedException {
        long nowMs = System.currentTimeMillis();
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (pulse.newestTsMs() < nowMs) {
            site.supervise();
            site.requireAlive();
            requireSending(load);
            if (System.nanoTime() > deadlineNanos) {
                throw UserError.failed("expected new decisions within " + PATIENCE.toSeconds() + " s, was none");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    /** Waits for a checkpoint that begins after this call: the recovery is over; gives the restarts until then. */
    private static long awaitCheckpoint(DrillSite site) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        long from = -1;
        while (true) {
            site.supervise();
            long completed = site.completedCheckpoints();
            long restarts = site.restarts();
            if (from >= 0 && completed >= from + 2 && restarts >= 0) {
                return restarts;
            }
            from = completed >= 0 && (from < 0 || completed < from) ? completed : from;
            if (System.nanoTime() > deadlineNanos) {
                throw UserError.failed("expected a checkpoint within " + PATIENCE.toSeconds() + " s, was none");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    /** Waits until every request is answered; throws UserError when one was refused. */
    private void awaitEpochs(Settings settings) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        int expected = 2 + 2 * (plan.portfolios() + 1);
        try (StatusReader reader = StatusReader.open(settings)) {
            while (true) {
                ControlStatus status = reader.read();
                if (!status.refused().isEmpty()) {
                    throw UserError.failed("expected the requests to be accepted, was refused: "
                            + status.refused().get(0).reason());
                }
                if (epochs(settings) == expected) {
                    return;
                }
                if (System.nanoTime() > deadlineNanos) {
                    throw UserError.failed("expected " + expected + " epochs in the control log within "
                            + PATIENCE.toSeconds() + " s, was " + epochs(settings));
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            }
        }
    }

    private static int epochs(Settings settings) {
        AtomicInteger n = new AtomicInteger();
        TopicReader.committed(settings).forEach(settings.get(JobOptions.CONTROL), r -> {
            ControlKind kind = LoggedRecord.of(r).record().kind();
            if (kind == ControlKind.ENSEMBLE || kind == ControlKind.STRATEGY || kind == ControlKind.LIMITS) {
                n.incrementAndGet();
            }
        });
        return n.get();
    }

    private static void requireSending(CompletableFuture<Void> load) throws InterruptedException {
        if (load.isDone()) {
            join(load);
            throw UserError.failed("expected the load to go on, was over");
        }
    }

    private static void join(CompletableFuture<Void> load) throws InterruptedException {
        try {
            load.get();
        } catch (ExecutionException e) {
            throw UserError.failed("expected the load to be sent, was " + RootCause.of(e), e);
        }
    }

    static String name(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
