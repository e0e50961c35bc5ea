package io.quorate.job.tune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Files of made-up hourly bars whose next return leans against the last one, so that there is something to learn. */
public final class LeaningBars {
    public static final long HOUR_MS = 3_600_000;

    private LeaningBars() {}

    /** Bars of S0, S1…, symbol by symbol as files of vendors are. */
    public static Path write(Path file, int symbols, int bars, double lean, long seed) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("symbol,ts_ms,open,high,low,close,volume");
        Random random = new Random(seed);
        for (int s = 0; s < symbols; s++) {
            double close = 100;
            double last = 0;
            for (int i = 0; i < bars; i++) {
                double open = close;
                last = -lean * last + 0.004 * random.nextGaussian();
                close = open * StrictMath.exp(last);
                double high = Math.max(open, close) * (1 + 0.001 * random.nextDouble());
                double low = Math.min(open, close) * (1 - 0.001 * random.nextDouble());
                lines.add("S" + s + "," + i * HOUR_MS + "," + open + "," + high + "," + low + "," + close + ","
                        + (100_000 + random.nextInt(1000)));
            }
        }
        Files.write(file, lines);
        return file;
    }
}
