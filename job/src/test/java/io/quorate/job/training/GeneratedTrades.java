package io.quorate.job.training;

import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.learn.SplitOptions;
import io.quorate.learn.TrainOptions;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.model.LabelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** Made-up trades whose next return leans against the last one, so that there is something to learn. */
public final class GeneratedTrades {
    /** Event time between two trades of one symbol. */
    public static final long STEP_MS = 100;

    private static final Map<String, TrainedBundle> SMALL = new ConcurrentHashMap<>();

    private final Random random;
    private final double[] price;
    private final double[] lastReturn;
    private final long firstTsMs;
    private long next;

    public GeneratedTrades(int symbols, long firstTsMs, long seed) {
        this.random = new Random(seed);
        this.price = new double[symbols];
        this.lastReturn = new double[symbols];
        this.firstTsMs = firstTsMs;
        java.util.Arrays.fill(price, 100);
    }

    /** The next trades in time order, one of each symbol per step, a few ms apart. */
    public List<MarketEvent> steps(int steps) {
        List<MarketEvent> trades = new ArrayList<>();
        for (int i = 0; i < steps; i++, next++) {
            for (int s = 0; s < price.length; s++) {
                lastReturn[s] = -0.5 * lastReturn[s] + 0.001 * random.nextGaussian();
                price[s] *= StrictMath.exp(lastReturn[s]);
                trades.add(MarketEvent.trade(
                        "generated",
                        "S" + s,
                        firstTsMs + next * STEP_MS + s,
                        Long.toString(next),
                        price[s],
                        1 + random.nextInt(50),
                        0,
                        trades.size()));
            }
        }
        return trades;
    }

    /** Event time of the last trade made so far. */
    public long lastTsMs() {
        return firstTsMs + (next - 1) * STEP_MS + price.length - 1;
    }

    /** A small bundle for jobs with these settings, trained on 600 steps; equal ones are trained once a process. */
    public static TrainedBundle smallBundle(Settings settings, long seed) {
        String key = settings.millis(JobOptions.BARS_INTERVAL) + " " + settings.get(JobOptions.WINDOWS) + " " + seed;
        return SMALL.computeIfAbsent(key, k -> freshBundle(settings, seed));
    }

    /** The same, trained anew. */
    static TrainedBundle freshBundle(Settings settings, long seed) {
        HistoryOptions options = new HistoryOptions(
                settings.millis(JobOptions.BARS_INTERVAL),
                Long.MAX_VALUE,
                settings.get(JobOptions.WINDOWS),
                HistoryOptions.DEDUPE);
        TrainingPlan plan = new TrainingPlan(
                options,
                LabelSpec.direction(1),
                SplitOptions.DEFAULT,
                TrainOptions.builder("small-" + seed, "test")
                        .seed(seed)
                        .forestTrees(10)
                        .forestDepth(3)
                        .boostRounds(10)
                        .boostDepth(2)
                        .build());
        MarketHistory history = new MarketHistory(new GeneratedTrades(2, 1_000_000, 3).steps(600), InputKind.TRADES);
        return BundleTraining.train(history, plan, io.quorate.learn.ProgressListener.NONE);
    }
}
