package io.quorate.job.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.backtest.BacktestSinks;
import io.quorate.backtest.DecisionHash;
import io.quorate.backtest.DecisionPipeline;
import io.quorate.backtest.ParallelBacktest;
import io.quorate.backtest.PipelineSink;
import io.quorate.ensemble.ModelAccess;
import io.quorate.ensemble.ModelShelf;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.scenario.ControlScenario;
import io.quorate.job.scenario.MarketScenario;
import io.quorate.job.scenario.TestBundles;
import io.quorate.job.topology.FlinkFileFetcher;
import io.quorate.job.topology.JobSetup;
import io.quorate.schema.codec.DecisionCodec;
import io.quorate.schema.codec.MarketDecoder;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.control.WeightsSpec;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.LedgerEntry;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.market.Inbound;
import io.quorate.schema.model.Credit;
import io.quorate.schema.model.Prediction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Swaps, weights, limits, three portfolios, eight symbols on four partitions, disorder, repeats and late records. */
class ParallelBacktestTest {

    private static final int TRADES = 600;

    @TempDir
    private static Path dir;

    private static EnsembleSpec one;
    private static EnsembleSpec two;

    @BeforeAll
    static void train() throws Exception {
        one = TestBundles.train(dir.resolve("one.zip"), 1);
        two = TestBundles.train(dir.resolve("two.zip"), 2);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 8192, none",
        "1, 2, 500, none",
        "1, 3, 37, none",
        "2, 2, 8192, none",
        "3, 4, 100, none",
        "4, 2, 1000, 10s",
        "4, 3, 64, 10s",
        "5, 1, 300, 5s",
        "5, 2, 1, 5s"
    })
    void anyNumberOfThreadsAndBlocksDecidesWhatThePipelineDecides(
            long seed, int threads, int blockRecords, String bars) {
        MarketScenario market = MarketScenario.of(seed, TRADES);
        Settings settings = settings(bars);
        Seen plain = plain(settings, market);
        Seen parallel = parallel(settings, market, threads, false, blockRecords);

        assertThat(parallel.hash.size()).isEqualTo(plain.hash.size()).isGreaterThan(bars.equals("none") ? 2_000 : 100);
        assertThat(parallel.hash.hex()).isEqualTo(plain.hash.hex());
        assertThat(parallel.hash.conflicts()).isZero();
        assertThat(parallel.ledger).isEqualTo(plain.ledger);
        assertThat(parallel.executions).isEqualTo(plain.executions);
        assertThat(parallel.credits).containsExactlyElementsOf(plain.credits);
        assertThat(plain.weights).startsWith(parallel.weights.toArray(WeightsSpec[]::new));
        assertThat(parallel.counts).isEqualTo(plain.counts);
    }

    @Test
    void theScenarioHasEnoughToGoWrong() {
        Seen plain = plain(settings("none"), MarketScenario.of(1, TRADES));
        assertThat(plain.outcomes.get(Outcome.TAKE_ACTION)).isGreaterThan(50);
        assertThat(plain.outcomes.get(Outcome.EXIT_POSITION)).isGreaterThan(50);
        assertThat(plain.outcomes.get(Outcome.RISK_REJECTED)).isGreaterThan(10);
        assertThat(plain.weights).hasSizeGreaterThan(2);
        assertThat(plain.counts.get("late")).isPositive();
        assertThat(plain.counts.get("duplicates")).isPositive();
    }

    @Test
    void membersBesideTheEnsembleChangeNothingOfIt() {
        MarketScenario market = MarketScenario.of(7, TRADES);
        Seen without = parallel(settings("none"), market, 2, false, 512);
        Seen with = parallel(settings("none"), market, 2, true, 512);
        assertThat(with.hash.hex()).isEqualTo(without.hash.hex());
        assertThat(with.alone.keySet())
                .contains("alpha/xgboost", "alpha/random_forest", "beta/svm", "gamma/logistic")
                .hasSize(12);
        assertThat(with.alone.values()).allMatch(hash -> hash.size() > 0);
        Seen again = parallel(settings("none"), market, 1, true, 8192);
        assertThat(Objects.requireNonNull(with.alone.get("alpha/svm")).hex())
                .isEqualTo(Objects.requireNonNull(again.alone.get("alpha/svm")).hex());
    }

    @Test
    void withoutALedgerTheDecisionsAreTheSame() {
        MarketScenario market = MarketScenario.of(8, TRADES);
        Seen with = parallel(settings("none"), market, 2, false, 512);
        Seen without = new Seen(false);
        run(settings("none"), market, 2, false, 512, without);
        assertThat(without.hash.hex()).isEqualTo(with.hash.hex());
        assertThat(without.ledger).isEmpty();
    }

    @Test
    void whatAWorkerThrowsComesOutOfTheFeedingThread() {
        MarketScenario market = MarketScenario.of(9, 300);
        Seen seen = new Seen(true) {
            @Override
            public PipelineSink portfolio(String portfolio, String member) {
                return new PipelineSink() {
                    @Override
                    public void decision(Decision decision, long ledgerIndex) {
                        throw new IllegalStateException("full");
                    }
                };
            }
        };
        assertThatThrownBy(() -> run(settings("none"), market, 3, false, 64, seen))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("full");
    }

    private static Settings settings(String bars) {
        return Settings.of(Map.of(
                JobOptions.LATENESS.key(),
                MarketScenario.LATENESS_MS + "ms",
                JobOptions.BARS_INTERVAL.key(),
                bars,
                JobOptions.WEIGHTS_WINDOW.key(),
                "10min",
                JobOptions.WEIGHTS_DELAY.key(),
                "30s"));
    }

    private static Seen plain(Settings settings, MarketScenario market) {
        Seen seen = new Seen(true);
        try (ModelShelf shelf = shelf()) {
            DecisionPipeline pipeline = new DecisionPipeline(
                    JobSetup.pipeline(settings, MarketScenario.PARTITIONS),
                    shelf,
                    ControlScenario.standard(market, one, two).epochs(),
                    seen.all());
            feed(settings, market, pipeline::accept);
            pipeline.finish();
            seen.counts(pipeline.eventsIn(), pipeline.late(), pipeline.accepted(), pipeline.duplicates());
        }
        return seen;
    }

    private static Seen parallel(
            Settings settings, MarketScenario market, int threads, boolean members, int blockRecords) {
        Seen seen = new Seen(true);
        run(settings, market, threads, members, blockRecords, seen);
        return seen;
    }

    private static void run(
            Settings settings, MarketScenario market, int threads, boolean members, int blockRecords, Seen seen) {
        try (ModelShelf shelf = shelf();
                ParallelBacktest backtest = new ParallelBacktest(
                        JobSetup.pipeline(settings, MarketScenario.PARTITIONS),
                        shelf,
                        ControlScenario.standard(market, one, two).epochs(),
                        threads,
                        members,
                        seen,
                        blockRecords)) {
            feed(settings, market, backtest::accept);
            backtest.finish();
            seen.counts(backtest.eventsIn(), backtest.late(), backtest.accepted(), backtest.duplicates());
        }
    }

    private static ModelShelf shelf() {
        return new ModelAccess(new FlinkFileFetcher(), 64 << 20, Duration.ofSeconds(30)).open();
    }

    private static void feed(Settings settings, MarketScenario market, java.util.function.Consumer<Inbound> sink) {
        MarketDecoder decoder = new MarketDecoder(settings.get(JobOptions.MARKET), JobSetup.marketRules(settings));
        long[] offsets = new long[MarketScenario.PARTITIONS];
        for (MarketScenario.Arrival a : market.arrivals()) {
            sink.accept(decoder.decode(a.partition(), offsets[a.partition()]++, Long.MAX_VALUE / 2, a.value()));
        }
    }

    /** Everything a run tells. */
    private static class Seen implements BacktestSinks {
        private final boolean ledgered;
        private final DecisionHash hash = new DecisionHash();
        private final Map<String, DecisionHash> alone = new TreeMap<>();
        private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        private final Map<String, String> ledger = new TreeMap<>();
        private final Map<String, Execution> executions = new TreeMap<>();
        private final List<Credit> credits = new ArrayList<>();
        private final List<WeightsSpec> weights = new ArrayList<>();
        private final Map<String, Long> counts = new TreeMap<>();

        private Seen(boolean ledgered) {
            this.ledgered = ledgered;
        }

        private void counts(long in, long late, long accepted, long duplicates) {
            counts.putAll(Map.of("in", in, "late", late, "accepted", accepted, "duplicates", duplicates));
        }

        @Override
        public PipelineSink common() {
            return new PipelineSink() {
                @Override
                public void credit(Credit credit) {
                    credits.add(credit);
                }

                @Override
                public void weights(WeightsSpec spec) {
                    weights.add(spec);
                }
            };
        }

        @Override
        public PipelineSink portfolio(String portfolio, String member) {
            DecisionHash own =
                    member.isEmpty() ? hash : alone.computeIfAbsent(portfolio + "/" + member, k -> new DecisionHash());
            return new PipelineSink() {
                private @Nullable Prediction last;

                @Override
                public boolean ledgered() {
                    return ledgered;
                }

                @Override
                public void prediction(Prediction prediction) {
                    last = prediction;
                }

                @Override
                public void decision(Decision d, long ledgerIndex) {
                    assertThat(Objects.requireNonNull(last).tsMs()).isLessThanOrEqualTo(d.tsMs());
                    take(own, d, ledgerIndex, member.isEmpty());
                }

                @Override
                public void ledger(LedgerEntry entry) {
                    if (member.isEmpty()) {
                        sealed(entry);
                    }
                }

                @Override
                public void execution(Execution execution) {
                    if (member.isEmpty()) {
                        executed(execution);
                    }
                }
            };
        }

        private synchronized void take(DecisionHash into, Decision d, long ledgerIndex, boolean counted) {
            if (counted) {
                outcomes.merge(d.outcome(), 1, Integer::sum);
            }
            into.add(
                    d.portfolio(),
                    d.tsMs(),
                    d.symbol(),
                    d.seq(),
                    d.trigger(),
                    d.ordinal(),
                    DecisionCodec.lean(d, ledgerIndex));
        }

        private synchronized void sealed(LedgerEntry entry) {
            ledger.put(entry.portfolio() + "#" + entry.index(), new String(entry.value(), StandardCharsets.UTF_8));
        }

        private synchronized void executed(Execution execution) {
            executions.put(execution.portfolio() + "#" + execution.id(), execution);
        }

        private PipelineSink all() {
            PipelineSink common = common();
            return new PipelineSink() {
                @Override
                public void credit(Credit credit) {
                    common.credit(credit);
                }

                @Override
                public void weights(WeightsSpec spec) {
                    common.weights(spec);
                }

                @Override
                public void decision(Decision d, long ledgerIndex) {
                    take(hash, d, ledgerIndex, true);
                }

                @Override
                public void ledger(LedgerEntry entry) {
                    sealed(entry);
                }

                @Override
                public void execution(Execution execution) {
                    executed(execution);
                }
            };
        }
    }
}
