package io.quorate.job.simulation;

import io.quorate.job.batch.InProcessJob;
import io.quorate.job.fault.UserError;
import io.quorate.learn.ProgressListener;
import io.quorate.simulate.Simulation;
import io.quorate.simulate.SimulationPlan;
import io.quorate.simulate.SimulationTally;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Runs a plan as a Flink batch job in this process: slices of the paths in parallel, their tallies added up by one task.
 * Tallies merge without rounding in any order, so the result is that of {@link Simulation#run}.
 */
public final class FlinkSimulation {

    /** More slices than subtasks, so that a slow subtask does not hold up the end. */
    private static final int SLICES_PER_SUBTASK = 8;

    private static final long FEWEST_PATHS_PER_SLICE = 4_096;

    private FlinkSimulation() {}

    /** Runs; throws UserError when the job fails. */
    public static SimulationTally run(SimulationPlan plan, int parallelism, ProgressListener listener) {
        try {
            Path file = Files.createTempFile("quorate-simulate", ".tally");
            try {
                return InProcessJob.run(
                        parallelism, env -> define(env, plan, parallelism, file), listener, job -> read(plan, file));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw UserError.failed("expected a temporary file for the tally, was none", e);
        }
    }

    private static void define(StreamExecutionEnvironment env, SimulationPlan plan, int parallelism, Path file) {
        env.setRuntimeMode(RuntimeExecutionMode.BATCH);
        long most = (plan.paths() + FEWEST_PATHS_PER_SLICE - 1) / FEWEST_PATHS_PER_SLICE;
        Integer[] slices = new Integer[(int) Math.min(most, (long) parallelism * SLICES_PER_SUBTASK)];
        for (int i = 0; i < slices.length; i++) {
            slices[i] = i;
        }
        env.fromData(slices)
                .name("slices")
                .setParallelism(1)
                .rebalance()
                .map(new SliceFunction(plan, slices.length))
                .returns(PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
                .name("paths")
                .transform("tally", Types.LONG, new TallyOperator(plan, file.toString()))
                .setParallelism(1)
                .sinkTo(new DiscardingSink<>())
                .name("done")
                .setParallelism(1);
    }

    private static SimulationTally read(SimulationPlan plan, Path file) {
        try (DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(file)))) {
            return SimulationTally.read(plan, in);
        } catch (IOException e) {
            throw new UncheckedIOException("expected the tally of the job, was none", e);
        }
    }

    static byte[] bytes(SimulationTally tally) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        tally.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    /** Simulates whole slices. */
    private static final class SliceFunction implements MapFunction<Integer, byte[]> {
        private static final long serialVersionUID = 1L;

        private final SimulationPlan plan;
        private final int slices;

        SliceFunction(SimulationPlan plan, int slices) {
            this.plan = plan;
            this.slices = slices;
        }

        @Override
        public byte[] map(Integer slice) throws IOException {
            return bytes(Simulation.slice(plan, slice, slices));
        }
    }
}
