package io.quorate.job.bench;

import io.quorate.ensemble.BundleSpecs;
import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.Brokers;
import io.quorate.job.kafka.EmbeddedBroker;
import io.quorate.job.kafka.Topics;
import io.quorate.job.load.LoadBundle;
import io.quorate.job.load.LoadControl;
import io.quorate.job.local.LocalCluster;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.options.VenueMode;
import io.quorate.job.topology.JobSetup;
import io.quorate.schema.control.EnsembleSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** What the modes of a measurement share: the bundle, the broker, a cluster and topics of their own for each. */
final class Bench implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final int OTHER_TRADES = 6_000;

    private final BenchPlan plan;
    private final Settings base;
    private final Path dir;
    private final Consumer<String> progress;
    private @Nullable EnsembleSpec bundle;
    private @Nullable EnsembleSpec other;
    private @Nullable EmbeddedBroker broker;

    Bench(BenchPlan plan, Settings base, Path dir, Consumer<String> progress) {
        this.plan = plan;
        this.base = base.with(Map.of(
                JobOptions.PARALLELISM.key(), Integer.toString(plan.parallelism()), JobOptions.WEB_PORT.key(), "0"));
        this.dir = dir;
        this.progress = progress;
    }

    BenchPlan plan() {
        return plan;
    }

    /** Tells the user what is going on. */
    void say(String line) {
        progress.accept(line);
    }

    /** Settings of a mode that needs no broker. */
    Settings settings() {
        return base;
    }

    /** The control plane of this plan; trains the bundle when there is none yet. */
    LoadControl control() {
        EnsembleSpec spec = bundle;
        if (spec == null) {
            Path given = plan.bundle();
            if (given == null) {
                say("training a bundle of the default size on synthetic history");
                spec = LoadBundle.train(
                        JobSetup.pipeline(base, plan.partitions()).layout(), dir.resolve("bundle.zip"));
            } else {
                spec = BundleSpecs.describe(given);
            }
            bundle = spec;
        }
        return new LoadControl(plan.symbols(), plan.portfolios(), plan.everySymbol(), spec);
    }

    /** Another bundle than that of {@link #control()}, trained on less of the same history. */
    EnsembleSpec otherBundle() {
        EnsembleSpec spec = other;
        if (spec == null) {
            say("training another bundle");
            spec = LoadBundle.train(
                    JobSetup.pipeline(base, plan.partitions()).layout(), OTHER_TRADES, dir.resolve("other.zip"));
            other = spec;
        }
        return spec;
    }

    /** Settings with topics of their own on a broker that answers; the topics exist. */
    Settings withTopics(String mode) {
        return withTopics(mode, Map.of());
    }

    /** As {@link #withTopics(String)}, with options that this mode needs. */
    Settings withTopics(String mode, Map<String, String> options) {
        String name = "bench-" + mode + "-" + Long.toString(System.currentTimeMillis(), 36);
        Map<String, String> own = new TreeMap<>();
        own.put(JobOptions.BOOTSTRAP.key(), brokers());
        own.put(JobOptions.RUN_ID.key(), name);
        own.putAll(options);
        Settings settings = base.with(own);
        for (var option : Topics.options()) {
            if (!settings.get(option).isEmpty()) {
                own.put(option.key(), name + "-" + settings.get(option));
            }
        }
        settings = settings.with(own);
        Brokers.requireReachable(settings);
        Topics.create(settings, plan.partitions());
        return settings;
    }

    /** A cluster for one mode. */
    LocalCluster cluster(Settings settings, String mode) {
        int jobs = settings.get(JobOptions.VENUE) == VenueMode.EXTERNAL ? 2 : 1;
        return LocalCluster.start(settings, jobs * settings.get(JobOptions.PARALLELISM), dir.resolve("flink-" + mode));
    }

    /** Removes the topics of a mode, so that the next one finds the disk free. */
    void dropTopics(Settings settings) throws InterruptedException {
        try (Admin admin = Brokers.admin(settings)) {
            admin.deleteTopics(Topics.names(settings)).all().get();
        } catch (ExecutionException e) {
            throw UserError.failed("expected the topics to be removed, was " + RootCause.of(e), e);
        }
    }

    private String brokers() {
        String given = plan.brokers();
        if (given != null) {
            return given;
        }
        EmbeddedBroker running = broker;
        if (running == null) {
            say("starting a broker in this process");
            running = EmbeddedBroker.start(dir.resolve("kafka"));
            broker = running;
        }
        return running.bootstrap();
    }

    @Override
    public void close() {
        EmbeddedBroker running = broker;
        if (running != null) {
            running.close();
        }
    }
}
