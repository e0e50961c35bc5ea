package io.quorate.job.table;

import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.LedgerRecord;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;

/** Parquet with zstd of ledger records: columns to query by, and the record as it was written in {@link #RECORD}. */
public final class LedgerTableWriter implements AutoCloseable {
    /** Column of the record's own bytes: what a chain is verified by. */
    public static final String RECORD = "record";

    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message ledger {
              optional binary portfolio (STRING);
              optional int64 index;
              optional int64 ts_ms;
              optional binary id (STRING);
              optional binary symbol (STRING);
              optional int64 seq;
              optional binary trigger (STRING);
              optional binary outcome (STRING);
              optional binary reason (STRING);
              optional binary side (STRING);
              optional int64 quantity_micros;
              optional double price;
              optional double probability;
              optional double confidence;
              optional double risk_score;
              optional int64 ensemble_version;
              optional int64 strategy_version;
              optional int64 limits_version;
              optional int64 equity_micros;
              required int32 partition;
              required int64 position;
              required binary record (STRING);
            }
            """);

    private final ParquetWriter<Group> writer;

    /** Begins a file. */
    public LedgerTableWriter(Path file) throws IOException {
        writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withType(SCHEMA)
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new ParquetCodecs())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .build();
    }

    /**
     * Adds a record.
     *
     * @param partition partition it was read from; negative for a file
     * @param position its offset, or line
     * @param record what it says; null when it cannot be read
     * @param value its bytes
     */
    public void row(int partition, long position, @Nullable LedgerRecord record, byte[] value) throws IOException {
        Group row = new SimpleGroup(SCHEMA);
        if (record != null) {
            row.add("portfolio", record.portfolio());
            row.add("index", record.index());
            row.add("ts_ms", record.tsMs());
            Decision d = record.decision();
            if (d != null) {
                decision(row, d);
            }
        }
        row.add("partition", partition);
        row.add("position", position);
        row.add(RECORD, Binary.fromConstantByteArray(value));
        writer.write(row);
    }

    private static void decision(Group row, Decision d) {
        row.add("id", d.id());
        row.add("symbol", d.symbol());
        row.add("seq", d.seq());
        row.add("trigger", d.trigger().name());
        row.add("outcome", d.outcome().name());
        row.add("reason", d.reason().name());
        row.add("side", d.side().name());
        row.add("quantity_micros", d.quantityMicros());
        number(row, "price", d.price());
        number(row, "probability", d.probability());
        number(row, "confidence", d.confidence());
        number(row, "risk_score", d.riskScore());
        row.add("ensemble_version", d.ensembleVersion());
        row.add("strategy_version", d.strategyVersion());
        row.add("limits_version", d.limitsVersion());
        row.add("equity_micros", d.equityMicros());
    }

    private static void number(Group row, String column, double value) {
        if (!Double.isNaN(value)) {
            row.add(column, value);
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
