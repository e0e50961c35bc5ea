package io.quorate.job.bench;

import io.quorate.backtest.BacktestTrade;
import io.quorate.job.backtest.BacktestPlan;
import io.quorate.job.backtest.BacktestResult;
import io.quorate.job.backtest.BacktestRun;
import io.quorate.job.backtest.MarketSource;
import io.quorate.job.load.LoadMarket;
import io.quorate.job.topology.JobSetup;
import io.quorate.learn.ProgressListener;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.market.Inbound;
import io.quorate.schema.market.MarketEvent;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A backtest at full speed without files: features, members, outcomes, weights, decisions, risk, trades and equity. */
final class BacktestMode {

    private static final double PER_SECOND = 100_000;
    private static final long FROM_MS = 1_700_000_000_000L;
    private static final int TWO = 2;

    private final Bench bench;

    BacktestMode(Bench bench) {
        this.bench = bench;
    }

    BenchResult run() {
        List<ControlRecord> control = bench.control().epochs();
        bench.say("warming up the compiler");
        measure(control, TWO, bench.plan().records() / 2, null);
        BenchResult result = new BenchResult("backtest");
        BacktestResult one = measure(control, 1, bench.plan().records(), result);
        BacktestResult two = measure(control, TWO, bench.plan().records(), result);
        return result.exactly("trades that differ", differing(trades(one), trades(two)), 0)
                .count("trades", trades(one).size());
    }

    private BacktestResult measure(List<ControlRecord> control, int threads, int records, @Nullable BenchResult into) {
        if (into != null) {
            bench.say("running " + records + " records on " + threads + " threads");
        }
        Endless market =
                new Endless(bench.plan().symbols(), records, bench.plan().rate());
        BacktestPlan plan = new BacktestPlan(
                market,
                JobSetup.pipeline(bench.settings(), 1),
                JobSetup.models(bench.settings()),
                control,
                threads,
                false,
                false,
                0,
                1);
        ProcessUse start = ProcessUse.now();
        BacktestResult result = BacktestRun.run(plan, ProgressListener.NONE);
        ProcessUse end = ProcessUse.now();
        if (into != null) {
            String on = threads + (threads == 1 ? " thread" : " threads");
            double perSecond = result.counts().samples() * 1e9 / (end.wallNanos() - start.wallNanos());
            if (threads == 1) {
                into.add("samples a second, " + on, perSecond, "1/s");
            } else {
                into.atLeast("samples a second, " + on, perSecond, "1/s", PER_SECOND);
            }
            into.add("CPU a sample, " + on, start.cpuMicros(end, result.counts().samples()), "us")
                    .add("decisions, " + on, (double) result.counts().decisions(), "")
                    .use(start, end);
        }
        return result;
    }

    private static List<BacktestTrade> trades(BacktestResult result) {
        return result.portfolios().stream()
                .flatMap(p -> p.run().trades().stream())
                .toList();
    }

    private static int differing(List<BacktestTrade> one, List<BacktestTrade> two) {
        int differing = Math.abs(one.size() - two.size());
        for (int i = 0; i < Math.min(one.size(), two.size()); i++) {
            differing += one.get(i).equals(two.get(i)) ? 0 : 1;
        }
        return differing;
    }

    /** Synthetic trades, made as they are read. */
    private record Endless(int symbols, int records, int rate) implements MarketSource {
        @Override
        public String name() {
            return "synthetic trades";
        }

        @Override
        public int partitions() {
            return 1;
        }

        @Override
        public void forEach(Consumer<Inbound> sink, Progress progress) {
            Iterator<MarketEvent> trades = LoadMarket.of(symbols).timed(records, FROM_MS, rate);
            while (trades.hasNext()) {
                sink.accept(new Inbound(0, trades.next(), null));
            }
        }
    }
}
