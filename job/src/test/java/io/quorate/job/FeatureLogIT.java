package io.quorate.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.job.kafka.FeatureLog;
import io.quorate.job.table.TableColumns;
import io.quorate.job.table.TableReader;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.market.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The feature log holds each vector once, though the job crashed between two checkpoints. */
class FeatureLogIT {

    private static final int VECTORS = 200_000;
    private static final AtomicBoolean CRASHED = new AtomicBoolean();

    @TempDir
    private Path dir;

    @Test
    void everyVectorIsLoggedOnceAcrossACrash() throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
        env.enableCheckpointing(50);
        FeatureLog.attach(
                env.fromSequence(0, VECTORS - 1).map(new VectorFunction()),
                dir.toUri().toString(),
                List.of("logret", "mean_5_rel@1h"));
        env.execute();
        assertThat(CRASHED).isTrue();
        BitSet seen = new BitSet();
        for (Path file : files()) {
            try (TableReader rows = TableReader.open(
                    file,
                    new TableColumns(
                            List.of("symbol", "ts_ms", "seq", "close", "logret", "mean_5_rel@1h"), List.of()))) {
                while (rows.next()) {
                    int seq = (int) rows.integer(2);
                    assertThat(seen.get(seq)).as("vector %d is there once", seq).isFalse();
                    seen.set(seq);
                    assertThat(rows.text(0)).isEqualTo("S");
                    assertThat(rows.integer(1)).isEqualTo(1_000L * seq);
                    assertThat(rows.number(4)).isEqualTo(seq / 7.0);
                    assertThat(rows.number(5)).isNaN();
                }
            }
        }
        assertThat(seen.cardinality()).isEqualTo(VECTORS);
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(dir)) {
            all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .forEach(files::add);
        }
        assertThat(files).isNotEmpty().allMatch(file -> file.toString().endsWith(".parquet"));
        return files;
    }

    /** Fails once, after a checkpoint and some thousand vectors more. */
    private static final class VectorFunction extends RichMapFunction<Long, FeatureVector>
            implements CheckpointListener {
        private static final long serialVersionUID = 1L;

        private transient boolean checkpointed;
        private transient int since;

        @Override
        public FeatureVector map(Long i) {
            since += checkpointed ? 1 : 0;
            if (since > 3_000 && CRASHED.compareAndSet(false, true)) {
                throw new IllegalStateException("a crash that was asked for");
            }
            Sample sample = new Sample("S", 1_000 * i, 1, 1, 1, 1, 1, 1, 1);
            return new FeatureVector(
                    sample, i, "layout", new double[] {i / 7.0, Double.NaN}, VolatilityRegime.NORMAL, 0.01);
        }

        @Override
        public void notifyCheckpointComplete(long id) {
            checkpointed = true;
        }
    }
}
