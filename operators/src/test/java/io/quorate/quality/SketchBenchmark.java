package io.quorate.quality;

import io.quorate.schema.model.Prediction;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/** CPU nanoseconds per sample of counting its features; run main, the first rounds warm the compiler. */
final class SketchBenchmark {

    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 8;
    private static final int PASSES = 50;

    private SketchBenchmark() {}

    public static void main(String[] args) {
        QualityWorld world = new QualityWorld(1);
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            predictions.add(world.prediction(0, i));
        }
        long samples = 0;
        for (int round = 0; round < ROUNDS; round++) {
            FeatureSketch sketch = new FeatureSketch(QualityWorld.WINDOW_MS);
            long begin = CPU.getCurrentThreadCpuTime();
            for (int pass = 0; pass < PASSES; pass++) {
                for (Prediction p : predictions) {
                    sketch.add(p, world.reference);
                }
            }
            double nanos = CPU.getCurrentThreadCpuTime() - begin;
            samples += sketch.open().get(0).samples;
            System.out.printf(
                    "round %d: %.0f ns/sample, %.2f ns/column%n",
                    round,
                    nanos / PASSES / predictions.size(),
                    nanos / PASSES / predictions.size() / (QualityWorld.NAMES.size() + 3));
        }
        System.out.println("samples " + samples);
    }
}
