package io.quorate.ensemble;

import io.quorate.feature.FeatureLayout;
import io.quorate.feature.FeatureStep;
import io.quorate.learn.EnsembleTrainer;
import io.quorate.learn.ProgressListener;
import io.quorate.learn.SplitOptions;
import io.quorate.learn.TrainOptions;
import io.quorate.learn.TrainingSetBuilder;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.Sample;
import io.quorate.schema.model.LabelSpec;
import io.quorate.schema.state.FeatureState;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.CountDownLatch;

/**
 * Swaps a large bundle again and again while threads score, and looks whether memory grows.
 *
 * <p>Each swap is what a job does: every scoring thread takes a candidate, all answer, all switch, the old one is given
 * back. Prints heap after a collection, resident memory with and without compiled code, and loaded models, and the slope of
 * each memory over the last three quarters with its standard error. Arguments: swaps (200), scoring threads (2).
 */
public final class SwapSoak {

    private static final long MAX_BYTES = 256L << 20;
    private static final int EVERY = 5;

    private final Path dir;
    private final SortedMap<BundleEntry, byte[]> files;
    private final BundleManifest manifest;
    private final ModelStore store = new ModelStore(new LocalBundleFetcher(), MAX_BYTES);
    private volatile EnsembleSpec candidate;
    private volatile EnsembleSpec inForce;
    private volatile boolean over;
    private volatile CountDownLatch loaded = new CountDownLatch(0);
    private volatile CountDownLatch switched = new CountDownLatch(0);
    private volatile long scored;

    private SwapSoak(Path dir, byte[] archive) {
        this.dir = dir;
        this.files = BundleArchive.unzip(archive, MAX_BYTES);
        this.manifest = BundleJson.read(files.get(BundleEntry.MANIFEST), BundleManifest.class);
    }

    public static void main(String[] args) throws Exception {
        int swaps = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        int threads = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        Path dir = Files.createTempDirectory("swap-soak");
        SwapSoak soak = new SwapSoak(dir, trained());
        soak.run(swaps, threads);
    }

    private void run(int swaps, int threads) throws Exception {
        inForce = bundle(0);
        Thread[] scorers = new Thread[threads];
        for (int t = 0; t < threads; t++) {
            scorers[t] = new Thread(this::score, "scorer-" + t);
            scorers[t].start();
        }
        int points = swaps / EVERY;
        double[] heapMb = new double[points];
        double[] rssMb = new double[points];
        double[] ownMb = new double[points];
        int mostLoaded = 0;
        System.out.printf(Locale.ROOT, "bundle %,d bytes, %d threads%n", inForce.sizeBytes(), threads);
        for (int i = 1; i <= swaps; i++) {
            EnsembleSpec next = bundle(i);
            loaded = new CountDownLatch(threads);
            switched = new CountDownLatch(threads);
            candidate = next;
            loaded.await();
            mostLoaded = Math.max(mostLoaded, store.loaded());
            EnsembleSpec old = inForce;
            inForce = next;
            switched.await();
            Files.delete(Path.of(java.net.URI.create(old.bundleUri())));
            if (i % EVERY == 0) {
                int point = i / EVERY - 1;
                heapMb[point] = heapMb();
                rssMb[point] = rssMb();
                ownMb[point] = rssMb[point] - codeMb();
                System.out.printf(
                        Locale.ROOT,
                        "swap %d: heap %.1f MB, resident %.1f MB, %.1f without compiled code and classes, loaded %d%n",
                        i,
                        heapMb[point],
                        rssMb[point],
                        ownMb[point],
                        store.loaded());
            }
        }
        over = true;
        for (Thread scorer : scorers) {
            scorer.join();
        }
        report("heap after collection", heapMb);
        report("resident", rssMb);
        report("resident without compiled code and classes", ownMb);
        System.out.printf(
                Locale.ROOT, "most models loaded %d, at the end %d, rows scored %,d%n", mostLoaded, store.loaded(), scored);
    }

    /** One scoring subtask. */
    private void score() {
        EnsembleScorer scorer = new EnsembleScorer();
        double[] row = new double[manifest.featureNames().size()];
        Random random = new Random(1);
        try (ModelShelf shelf = new ModelShelf(store, Duration.ofSeconds(60))) {
            EnsembleSpec asked = null;
            EnsembleSpec current = null;
            for (long n = 0; !over; n++) {
                EnsembleSpec wanted = candidate;
                if (wanted != asked) {
                    asked = wanted;
                    CountDownLatch answer = loaded;
                    shelf.load(wanted, (spec, state) -> answer.countDown());
                }
                EnsembleSpec epoch = inForce;
                EnsembleModel model = shelf.model(epoch);
                if (epoch != current) {
                    current = epoch;
                    shelf.keep(asked == null || asked == epoch ? List.of(epoch) : List.of(epoch, asked));
                    switched.countDown();
                }
                row[(int) (n % row.length)] = random.nextGaussian();
                double p = scorer.probability(model, row, model.priorWeights(), new double[model.members()]);
                scored += p >= 0 ? 1 : 0;
            }
        }
    }

    /** The same models under another name, and so another digest. */
    private EnsembleSpec bundle(int number) throws IOException {
        BundleManifest named = new BundleManifest(
                manifest.v(),
                "soak-" + number,
                manifest.layoutId(),
                manifest.featureNames(),
                manifest.scaler(),
                manifest.members(),
                manifest.label(),
                manifest.window(),
                manifest.dataSha256(),
                manifest.codeVersion(),
                manifest.files());
        files.put(BundleEntry.MANIFEST, BundleJson.write(named));
        byte[] archive = BundleWriter.archive(files);
        Path file = Files.write(dir.resolve("soak-" + number + ".zip"), archive);
        return new EnsembleSpec(
                file.toUri().toString(),
                Sha256.of(archive),
                archive.length,
                manifest.layoutId(),
                manifest.label(),
                manifest.members().stream().map(BundleManifest.MemberEntry::name).toList(),
                Arrays.stream(manifest.priorWeights()).boxed().toList());
    }

    private static byte[] trained() {
        FeatureLayout layout = FeatureLayout.standard();
        FeatureStep features = new FeatureStep(layout);
        TrainingSetBuilder set =
                new TrainingSetBuilder(layout.id(), layout.names(), LabelSpec.direction(5), SplitOptions.DEFAULT);
        Random random = new Random(3);
        FeatureState state = features.newState();
        double price = 100;
        for (int i = 0; i < 34_000; i++) {
            price *= StrictMath.exp(0.001 * random.nextGaussian());
            FeatureVector vector =
                    features.next(state, new Sample("WALK", 1_000L * i, price, price, price, price, 1, 1, price));
            if (vector != null) {
                set.add(vector);
            }
        }
        TrainOptions options = TrainOptions.builder("soak", "test")
                .seed(3)
                .forestTrees(1_750)
                .forestDepth(14)
                .boostRounds(100)
                .boostDepth(6)
                .calibrationFolds(0)
                .build();
        return BundleWriter.archive(EnsembleTrainer.train(set.build(), options, ProgressListener.NONE));
    }

    private static double heapMb() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }

    /** What the compiler and the class loaders hold: it grows while the JVM learns, whatever is swapped. */
    private static double codeMb() {
        return ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getCommitted() / 1e6;
    }

    private static double rssMb() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1e3;
            }
        }
        return Double.NaN;
    }

    /** Least squares over the last three quarters. */
    private static void report(String what, double[] mb) {
        int from = mb.length / 4;
        int n = mb.length - from;
        double meanX = 0;
        double meanY = 0;
        for (int i = from; i < mb.length; i++) {
            meanX += (double) EVERY * i / n;
            meanY += mb[i] / n;
        }
        double sxx = 0;
        double sxy = 0;
        for (int i = from; i < mb.length; i++) {
            sxx += (EVERY * i - meanX) * (EVERY * i - meanX);
            sxy += (EVERY * i - meanX) * (mb[i] - meanY);
        }
        double slope = sxy / sxx;
        double squares = 0;
        for (int i = from; i < mb.length; i++) {
            double residual = mb[i] - meanY - slope * (EVERY * i - meanX);
            squares += residual * residual;
        }
        System.out.printf(
                Locale.ROOT,
                "%s: mean %.1f MB, slope %+.4f MB a swap, standard error %.4f%n",
                what,
                meanY,
                slope,
                Math.sqrt(squares / (n - 2) / sxx));
    }
}
