package io.quorate.job.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** Parquet with zstd: symbol as a string, ts_ms as a long, numbers as doubles, absent where undefined. */
final class ParquetTableWriter extends TableWriter {

    private final MessageType schema;
    private final ParquetWriter<Group> writer;
    private boolean ended;

    ParquetTableWriter(Path file, List<String> numbers) throws IOException {
        super(file);
        List<Type> fields = new ArrayList<>();
        fields.add(Types.required(PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named("symbol"));
        fields.add(Types.required(PrimitiveTypeName.INT64).named("ts_ms"));
        numbers.forEach(
                name -> fields.add(Types.optional(PrimitiveTypeName.DOUBLE).named(name)));
        schema = new MessageType("rows", fields);
        Files.deleteIfExists(part(file));
        writer = ExampleParquetWriter.builder(new LocalOutputFile(part(file)))
                .withType(schema)
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new ParquetCodecs())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .build();
    }

    @Override
    void write(String symbol, long tsMs, double[] values) throws IOException {
        Group row = new SimpleGroup(schema);
        row.add(0, symbol);
        row.add(1, tsMs);
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                row.add(i + 2, values[i]);
            }
        }
        writer.write(row);
    }

    @Override
    void end() throws IOException {
        if (!ended) {
            ended = true;
            writer.close();
        }
    }
}
