package io.quorate.feature;

import io.quorate.schema.market.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded price paths with bars, single trades, flat stretches and samples without volume. */
final class Walks {

    private Walks() {}

    static List<Sample> mixed(String symbol, long seed, int samples) {
        Random random = new Random(seed);
        List<Sample> walk = new ArrayList<>();
        double close = StrictMath.exp(random.nextGaussian() * 4);
        int flat = 0;
        for (int i = 0; i < samples; i++) {
            if (flat == 0 && random.nextInt(150) == 0) {
                flat = 3 + random.nextInt(40);
            }
            if (flat > 0) {
                flat--;
                walk.add(new Sample(symbol, i * 1_000L, close, close, close, close, 0, 0, close));
                continue;
            }
            double sigma = 0.002 * (1 + (i / 100) % 3);
            double open = close * StrictMath.exp(random.nextGaussian() * sigma / 2);
            close = open * StrictMath.exp(random.nextGaussian() * sigma);
            double high = Math.max(open, close) * (1 + random.nextDouble() * sigma);
            double low = Math.min(open, close) * (1 - random.nextDouble() * sigma);
            long trades = random.nextInt(3);
            double volume = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(1_000);
            if (random.nextInt(4) == 0) {
                walk.add(trade(symbol, i * 1_000L, close, volume));
            } else {
                double vwap = trades > 0 ? (high + low) / 2 : close;
                walk.add(new Sample(symbol, i * 1_000L, open, high, low, close, volume, trades, vwap));
            }
        }
        return walk;
    }

    static Sample trade(String symbol, long tsMs, double price, double size) {
        return new Sample(symbol, tsMs, price, price, price, price, size, 1, price);
    }

    static Sample bar(double open, double high, double low, double close) {
        return new Sample("X", 0, open, high, low, close, 1, 0, close);
    }
}
