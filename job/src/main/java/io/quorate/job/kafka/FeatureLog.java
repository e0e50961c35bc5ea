package io.quorate.job.kafka;

import io.quorate.job.table.FeatureLogWriters;
import io.quorate.schema.feature.FeatureVector;
import java.util.List;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;

/**
 * Feature vectors in Parquet files, exactly once: a file is written between two checkpoints and appears under its name
 * when the later one is complete. Apart from the topics, so that a job without it needs no Parquet.
 */
public final class FeatureLog {

    private FeatureLog() {}

    /** A sink into a folder, which may be a URI. */
    public static FileSink<FeatureVector> to(String folder, List<String> featureNames) {
        return FileSink.forBulkFormat(new Path(folder), FeatureLogWriters.of(featureNames))
                .withOutputFileConfig(OutputFileConfig.builder()
                        .withPartPrefix("features")
                        .withPartSuffix(".parquet")
                        .build())
                .build();
    }
}
