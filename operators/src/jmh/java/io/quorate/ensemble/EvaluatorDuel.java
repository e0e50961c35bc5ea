package io.quorate.ensemble;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Our ensemble against ONNX Runtime and xgboost4j: one JVM, one thread, turns in random order, CPU time of the thread, so
 * that a busy machine changes little. Figures are medians over the second half of the rounds. The others score the two
 * forests only; ours scores four members, calibrates and combines them.
 *
 * <p>Arguments: rounds (default 60). Prints the tables of docs/benchmarks.md; ends with an error if an engine disagrees.
 */
public final class EvaluatorDuel {
    private static final int ROWS = 4_096;
    private static final int BATCH = 1_024;
    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static volatile double sink;

    private final Map<String, Contender> contenders = new LinkedHashMap<>();
    private final double[][] rows = new double[ROWS][];
    private final float[][] single = new float[ROWS][];
    private final double[][][] batches = new double[ROWS / BATCH][][];
    private final float[][] flatBatches = new float[ROWS / BATCH][];
    private final EvaluatorContenders engines;

    private EvaluatorDuel() throws Exception {
        engines = new EvaluatorContenders(200, 10, 300, 6);
        Random random = new Random(2);
        for (int i = 0; i < ROWS; i++) {
            rows[i] = EvaluatorContenders.row(random);
            single[i] = EvaluatorContenders.flat(rows, i, 1);
        }
        for (int b = 0; b < batches.length; b++) {
            batches[b] = Arrays.copyOfRange(rows, b * BATCH, (b + 1) * BATCH);
            flatBatches[b] = EvaluatorContenders.flat(rows, b * BATCH, BATCH);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        EvaluatorDuel duel = new EvaluatorDuel();
        double[] differences = duel.engines.greatestDifferences(duel.rows);
        System.out.printf(
                "greatest difference: probability %.1e, contribution %.1e over %d rows%n",
                differences[0], differences[1], ROWS);
        if (!(differences[0] <= 1e-5 && differences[1] <= 1e-5)) {
            throw new IllegalStateException("expected engines that agree within 1e-5");
        }
        duel.enter();
        duel.run(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60);
        duel.print();
    }

    private void enter() {
        EnsembleModel model = engines.model;
        EnsembleScorer scorer = new EnsembleScorer();
        double[] weights = model.priorWeights();
        double[] members = new double[model.members()];
        double[] out = new double[BATCH];
        FeatureRow row = new FeatureRow(EvaluatorContenders.COLUMNS);
        Contributions contributions = new Contributions(model);
        Member forest = model.member(0);
        Member boosting = model.member(1);
        one("ours, whole ensemble", 200, i -> scorer.probability(model, rows[i], weights, members));
        one("ours, both forests", 200, i -> {
            row.load(rows[i]);
            return PlattCalibration.sigmoid(forest.margin(row)) + PlattCalibration.sigmoid(boosting.margin(row));
        });
        one("ours, SVM and logistic regression", 200, i -> {
            row.load(rows[i]);
            return model.member(2).margin(row) + model.member(3).margin(row);
        });
        one("ONNX Runtime x 2", 50, i -> engines.onnx(engines.onnxForest, single[i])[0][0]
                + engines.onnx(engines.onnxBoosting, single[i])[0][0]);
        one("xgboost4j x 2, in place", 20, i -> EvaluatorContenders.inPlace(engines.forest, single[i])[0][0]
                + EvaluatorContenders.inPlace(engines.boosting, single[i])[0][0]);
        one("xgboost4j x 2, matrix", 20, i -> EvaluatorContenders.matrix(engines.forest, single[i], false)[0][0]
                + EvaluatorContenders.matrix(engines.boosting, single[i], false)[0][0]);
        many("ours, whole ensemble, 1,024 rows", b -> {
            scorer.probabilities(model, batches[b], weights, null, out);
            return out[0];
        });
        many("ONNX Runtime x 2, 1,024 rows", b -> engines.onnx(engines.onnxForest, flatBatches[b])[0][0]
                + engines.onnx(engines.onnxBoosting, flatBatches[b])[0][0]);
        many("xgboost4j x 2, 1,024 rows", b -> EvaluatorContenders.inPlace(engines.forest, flatBatches[b])[0][0]
                + EvaluatorContenders.inPlace(engines.boosting, flatBatches[b])[0][0]);
        one("ours, contributions", 10, i -> contributions.of(rows[i]).get(0).base());
        one("xgboost4j x 2, contributions", 3, i -> EvaluatorContenders.matrix(engines.forest, single[i], true)[0][0]
                + EvaluatorContenders.matrix(engines.boosting, single[i], true)[0][0]);
    }

    private void one(String name, int calls, Work work) {
        contenders.put(name, new Contender(calls, ROWS, 1, work));
    }

    private void many(String name, Work work) {
        contenders.put(name, new Contender(1, batches.length, BATCH, work));
    }

    private void run(int rounds) throws Exception {
        Random random = new Random(3);
        List<Contender> order = new ArrayList<>(contenders.values());
        for (int round = 0; round < rounds; round++) {
            Collections.shuffle(order, random);
            for (Contender c : order) {
                c.turn(random.nextInt(c.inputs), round >= rounds / 2);
            }
        }
    }

    private void print() {
        System.out.printf(
                "%nload average %.1f; median of thread CPU time%n%n",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        System.out.println("| contender | us a row | allocated B a row |");
        System.out.println("|---|---:|---:|");
        contenders.forEach((name, c) -> System.out.printf("| %s | %.2f | %.0f |%n", name, c.micros(), c.bytes()));
        System.out.println("\n| ratio, same run | value | target | met |");
        System.out.println("|---|---:|---|---|");
        ratio("ONNX Runtime x 2", "ours, whole ensemble", 5);
        ratio("xgboost4j x 2, in place", "ours, whole ensemble", 20);
        ratio("xgboost4j x 2, matrix", "ours, whole ensemble", 20);
        ratio("ONNX Runtime x 2, 1,024 rows", "ours, whole ensemble, 1,024 rows", 1);
        ratio("xgboost4j x 2, 1,024 rows", "ours, whole ensemble, 1,024 rows", 2);
        ratio("xgboost4j x 2, contributions", "ours, contributions", 1);
    }

    private void ratio(String theirs, String ours, double target) {
        double ratio = contenders.get(theirs).micros() / contenders.get(ours).micros();
        System.out.printf(
                "| %s / %s | %.1f | >= %.0f | %s |%n", theirs, ours, ratio, target, ratio >= target ? "met" : "missed");
    }

    @FunctionalInterface
    private interface Work {
        double run(int input) throws Exception;
    }

    private static final class Contender {
        private final int calls;
        private final int inputs;
        private final int rowsPerCall;
        private final Work work;
        private final List<Double> micros = new ArrayList<>();
        private final List<Double> bytes = new ArrayList<>();

        Contender(int calls, int inputs, int rowsPerCall, Work work) {
            this.calls = calls;
            this.inputs = inputs;
            this.rowsPerCall = rowsPerCall;
            this.work = work;
        }

        void turn(int first, boolean counts) throws Exception {
            long bytesBefore = THREAD.getCurrentThreadAllocatedBytes();
            long nanosBefore = THREAD.getCurrentThreadCpuTime();
            double sum = 0;
            for (int i = 0; i < calls; i++) {
                sum += work.run((first + i) % inputs);
            }
            long nanos = THREAD.getCurrentThreadCpuTime() - nanosBefore;
            long allocated = THREAD.getCurrentThreadAllocatedBytes() - bytesBefore;
            sink = sum;
            if (counts) {
                double rows = (double) calls * rowsPerCall;
                micros.add(nanos / rows / 1e3);
                bytes.add(allocated / rows);
            }
        }

        double micros() {
            return median(micros);
        }

        double bytes() {
            return median(bytes);
        }

        private static double median(List<Double> values) {
            List<Double> sorted = new ArrayList<>(values);
            Collections.sort(sorted);
            return sorted.get(sorted.size() / 2);
        }
    }
}
