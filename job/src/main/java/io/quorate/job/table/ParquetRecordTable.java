package io.quorate.job.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Records in Parquet with zstd: texts, longs and doubles, absent where undefined. */
final class ParquetRecordTable extends RecordTable {

    private final MessageType schema;
    private final ParquetWriter<Group> writer;
    private Group row;
    private boolean ended;

    ParquetRecordTable(Path file, List<Column> columns) throws IOException {
        super(file, columns);
        schema = new MessageType(
                "rows", columns.stream().map(ParquetRecordTable::field).toList());
        row = new SimpleGroup(schema);
        Files.deleteIfExists(TableWriter.part(file));
        writer = ExampleParquetWriter.builder(new LocalOutputFile(TableWriter.part(file)))
                .withType(schema)
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new ParquetCodecs())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .build();
    }

    private static Type field(Column column) {
        return switch (column.type()) {
            case TEXT ->
                Types.required(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(column.name());
            case INTEGER -> Types.required(PrimitiveTypeName.INT64).named(column.name());
            case NUMBER -> Types.optional(PrimitiveTypeName.DOUBLE).named(column.name());
        };
    }

    @Override
    void putText(int column, String value) {
        row.add(column, value);
    }

    @Override
    void putInteger(int column, long value) {
        row.add(column, value);
    }

    @Override
    void putNumber(int column, double value) {
        if (!Double.isNaN(value)) {
            row.add(column, value);
        }
    }

    @Override
    void endRow() throws IOException {
        writer.write(row);
        row = new SimpleGroup(schema);
    }

    @Override
    void finish() throws IOException {
        if (!ended) {
            ended = true;
            writer.close();
        }
    }
}
