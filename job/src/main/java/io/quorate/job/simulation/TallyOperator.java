package io.quorate.job.simulation;

import io.quorate.simulate.SimulationPlan;
import io.quorate.simulate.SimulationTally;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds up tallies and writes the sum to a file when all have come.
 *
 * <p>Not keyed, parallelism 1, bounded jobs without checkpoints only: the sum is in memory.
 */
final class TallyOperator extends AbstractStreamOperator<Long>
        implements OneInputStreamOperator<byte[], Long>, BoundedOneInput {

    private static final long serialVersionUID = 1L;

    private final SimulationPlan plan;
    private final String file;

    @SuppressWarnings("NullAway.Init")
    private transient SimulationTally sum;

    TallyOperator(SimulationPlan plan, String file) {
        this.plan = plan;
        this.file = file;
    }

    @Override
    public void open() throws Exception {
        super.open();
        sum = new SimulationTally(plan);
    }

    @Override
    public void processElement(StreamRecord<byte[]> element) throws Exception {
        sum.add(SimulationTally.read(plan, new DataInputStream(new ByteArrayInputStream(element.getValue()))));
    }

    @Override
    public void endInput() throws Exception {
        Files.write(Path.of(file), FlinkSimulation.bytes(sum));
    }
}
