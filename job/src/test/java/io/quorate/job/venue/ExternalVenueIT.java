package io.quorate.job.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quorate.backtest.DecisionHash;
import io.quorate.job.kafka.EmbeddedBroker;
import io.quorate.job.kafka.Topics;
import io.quorate.job.local.LocalCluster;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.scenario.ControlScenario;
import io.quorate.job.scenario.KafkaRun;
import io.quorate.job.scenario.MarketScenario;
import io.quorate.job.scenario.PlainRun;
import io.quorate.job.scenario.Publishing;
import io.quorate.job.scenario.RunPlan;
import io.quorate.job.scenario.TestBundles;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.Side;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.execution.VenueReportKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job, the venue job and a venue over HTTP: what is decided live is what the log says in plain Java. */
class ExternalVenueIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SLICES = 16;

    @TempDir
    private Path dir;

    private final WireMockVenue venue = new WireMockVenue();
    private EmbeddedBroker broker;
    private LocalCluster cluster;
    private Settings settings;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(dir.resolve("kafka"));
        settings = Settings.of(Map.of(
                JobOptions.BOOTSTRAP.key(), broker.bootstrap(),
                JobOptions.LATENESS.key(), MarketScenario.LATENESS_MS + "ms",
                JobOptions.WEIGHTS_WINDOW.key(), "10min",
                JobOptions.WEIGHTS_DELAY.key(), "30s",
                JobOptions.CHECKPOINT_INTERVAL.key(), "300ms",
                JobOptions.VENUE.key(), "external",
                JobOptions.EXECUTIONS_EXTERNAL.key(), "executions-external",
                JobOptions.WEB_PORT.key(), "0",
                JobOptions.ALIGNMENT_DRIFT.key(), "10min"));
        settings = settings.with(Map.of(
                JobOptions.VENUE_URL.key(), venue.url(),
                JobOptions.VENUE_RATE.key(), "1000",
                JobOptions.VENUE_POLL.key(), "20ms",
                JobOptions.VENUE_BREAKER_WAIT.key(), "300ms"));
        cluster = LocalCluster.start(settings, 4, dir.resolve("flink"));
    }

    @AfterEach
    void stop() {
        cluster.close();
        broker.close();
        venue.close();
    }

    @Test
    void liveDecisionsAreThoseOfTheLogThoughTheVenueIsLateBrokenAndForgotten() throws Exception {
        MarketScenario market = MarketScenario.of(42, 600);
        ControlScenario control = ControlScenario.of(
                market,
                TestBundles.train(dir.resolve("one.zip"), 1),
                TestBundles.train(dir.resolve("two.zip"), 2),
                Map.of("alpha", eager("BTC-USD", "SYN-1", "SYN-2", "SYN-3"), "beta", eager("*"), "gamma", keeping("*")),
                new LimitsSpec(3, 3, 3, 1, 1, 0, 0, 1, 0, 0, 1));
        Topics.create(settings, MarketScenario.PARTITIONS);
        venue.fillAtOnce();
        try (KafkaRun run = RunPlan.live("away", 2, control.requests()).start(cluster, settings)) {
            JobClient desk = startDesk(run.settings());
            Map<String, Long> forgotten = Map.of();
            for (int slice = 0; slice < SLICES; slice++) {
                if (slice == 4) {
                    venue.answer(500);
                }
                if (slice == 6) {
                    venue.answer(200);
                }
                if (slice == 8) {
                    run.rescale(1);
                }
                if (slice >= 9 && forgotten.isEmpty() && !venue.held().isEmpty()) {
                    cluster.cancel(desk, PATIENCE);
                    forgotten = venue.held();
                    desk = startDesk(run.settings());
                    awaitAdoption(run.settings(), forgotten);
                }
                publish(market, slice);
                settle(run.settings(), slice < 4 || slice >= 6);
            }
            List<ControlRecord> log = KafkaRun.controlLog(run.settings());
            PlainRun plain = PlainRun.of(run.settings(), market, log);
            DecisionHash live = run.awaitDecisions(plain.hash().size());
            assertThat(live.conflicts()).isZero();
            assertThat(live.size()).isEqualTo(plain.hash().size());
            assertThat(live.hex()).isEqualTo(plain.hash().hex());
            assertThat(plain.count(Outcome.TAKE_ACTION)).isGreaterThan(10);
            assertThat(plain.count(Outcome.EXIT_POSITION)).isGreaterThan(5);
            assertThat(forgotten).as("open when the venue job was started anew").isNotEmpty();
            checkFills(log);
            System.out.println(
                    "external venue: " + plain.hash().size() + " decisions, " + plain.count(Outcome.TAKE_ACTION)
                            + " entries, " + plain.count(Outcome.EXIT_POSITION) + " exits, "
                            + venue.orders().size()
                            + " orders, " + venue.count("POST", "/orders") + " requests for them, "
                            + plain.hash().hex());
        }
    }

    /** Enters whatever the confidence, so that there is something to carry to the venue. */
    private static StrategySpec eager(String... symbols) {
        return strategy(0.02, 1_200_000, symbols);
    }

    /** Enters as that and never leaves by itself, so that something is always held. */
    private static StrategySpec keeping(String... symbols) {
        return strategy(0, 0, symbols);
    }

    private static StrategySpec strategy(double stop, long maxHoldMs, String... symbols) {
        return new StrategySpec(
                List.of(symbols),
                0,
                true,
                true,
                stop,
                0,
                2 * stop,
                stop / 2,
                stop / 2,
                maxHoldMs,
                2.5 * stop,
                false,
                0.002,
                0,
                0.1,
                100_000_000_000L,
                1,
                1,
                2,
                0,
                120_000);
    }

    private JobClient startDesk(Settings own) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        VenueJob.define(env, own, HttpVenueLink.address(HttpVenueSettings.of(own)));
        JobClient job = cluster.submit(env);
        cluster.awaitRunning(job, PATIENCE);
        return job;
    }

    private static int from(MarketScenario market, int slice) {
        return (int) ((long) market.arrivals().size() * slice / SLICES);
    }

    private void publish(MarketScenario market, int slice) throws Exception {
        Publishing.market(settings, market.arrivals().subList(from(market, slice), from(market, slice + 1)));
    }

    /** Waits until what was ordered is in the log, so that the next slice meets it. */
    private void settle(Settings own, boolean works) throws Exception {
        int[] last = {-1};
        long[] still = {System.nanoTime() + 400_000_000L};
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            int now = venue.orders().size();
            if (now != last[0]) {
                last[0] = now;
                still[0] = System.nanoTime() + 400_000_000L;
            }
            return System.nanoTime() > still[0];
        });
        if (works) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> fills(KafkaRun.controlLog(own)).size()
                            >= venue.orders().size());
        }
    }

    /** Waits until the log has what the fresh venue job says of every position. */
    private static void awaitAdoption(Settings own, Map<String, Long> held) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
            Set<String> told = new HashSet<>();
            for (ControlRecord r : KafkaRun.controlLog(own)) {
                VenueReport report = r.report();
                if (report != null && report.kind() == VenueReportKind.POSITION) {
                    told.add(report.portfolio() + "|" + report.symbol());
                }
            }
            return told.containsAll(held.keySet());
        });
    }

    private static Set<String> fills(List<ControlRecord> log) {
        Set<String> ids = new HashSet<>();
        for (ControlRecord r : log) {
            VenueReport report = r.report();
            if (report != null && report.kind() == VenueReportKind.FILL) {
                ids.add(report.id());
            }
        }
        return ids;
    }

    /** Every fill is in the log once, and they add up to what the venue holds. */
    private void checkFills(List<ControlRecord> log) {
        Set<String> seen = new HashSet<>();
        Map<String, Long> signed = new HashMap<>();
        for (ControlRecord r : log) {
            VenueReport report = r.report();
            if (report == null) {
                continue;
            }
            if (report.kind() == VenueReportKind.FILL) {
                assertThat(seen.add(report.id()))
                        .as("fill %s once", report.id())
                        .isTrue();
                int sign = report.entry() == (report.side() == Side.LONG) ? 1 : -1;
                signed.merge(report.portfolio() + "|" + report.symbol(), sign * report.quantityMicros(), Long::sum);
            }
        }
        assertThat(seen).hasSize(venue.orders().size());
        signed.forEach((name, q) -> {
            String[] parts = name.split("\\|");
            assertThat(q).as(name).isEqualTo(venue.signedMicros(parts[0], parts[1]));
        });
    }
}
