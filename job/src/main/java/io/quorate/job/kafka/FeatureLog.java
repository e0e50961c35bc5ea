package io.quorate.job.kafka;

import io.quorate.job.fault.UserError;
import io.quorate.job.options.JobOptions;
import io.quorate.job.table.FeatureLogWriters;
import io.quorate.job.topology.Uids;
import io.quorate.schema.feature.FeatureVector;
import java.util.List;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;

/**
 * Feature vectors in Parquet files, exactly once: a file is written between two checkpoints and appears under its name
 * when the later one is complete. Apart from the topics, so that a job without it needs no Parquet: nothing of these
 * libraries is in the job jar, and no other class of the job may name them.
 */
public final class FeatureLog {
    private static final List<String> NEEDED = List.of(
            "org.apache.flink.connector.file.sink.FileSink",
            "org.apache.flink.formats.parquet.ParquetWriterFactory",
            "org.apache.parquet.hadoop.ParquetWriter",
            "org.apache.hadoop.conf.Configuration");

    private FeatureLog() {}

    /**
     * Writes the vectors into a folder, which may be a URI; throws UserError when Flink has not the libraries for it.
     */
    public static void attach(DataStream<FeatureVector> features, String folder, List<String> featureNames) {
        NEEDED.forEach(FeatureLog::require);
        Sink.attach(features, folder, featureNames);
    }

    private static void require(String name) {
        try {
            Class.forName(name, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException e) {
            throw UserError.failed(
                    JobOptions.FEATURES_LOG.key()
                            + ": expected flink-connector-files, flink-parquet, parquet-hadoop and"
                            + " hadoop-client-api in Flink's lib folder, was no " + name,
                    e);
        }
    }

    /** What names the libraries, linked only once they are known to be there. */
    private static final class Sink {
        private Sink() {}

        private static void attach(DataStream<FeatureVector> features, String folder, List<String> featureNames) {
            features.sinkTo(FileSink.forBulkFormat(new Path(folder), FeatureLogWriters.of(featureNames))
                            .withOutputFileConfig(OutputFileConfig.builder()
                                    .withPartPrefix("features")
                                    .withPartSuffix(".parquet")
                                    .build())
                            .build())
                    .name("feature log")
                    .uid(Uids.FEATURE_LOG_SINK);
        }
    }
}
