package io.quorate.job.table;

import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.formats.parquet.ParquetWriterFactory;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * Parquet of feature vectors: symbol, ts_ms (when the sample existed), seq, close, layout, then every feature by its
 * name, absent where undefined.
 */
public final class FeatureLogWriters {

    private FeatureLogWriters() {}

    /** Makes writers for vectors with these names. */
    public static ParquetWriterFactory<FeatureVector> of(List<String> names) {
        List<String> columns = new ArrayList<>(names);
        return new ParquetWriterFactory<>(file -> new Builder(file, columns)
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new ParquetCodecs())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .build());
    }

    private static final class Builder extends ParquetWriter.Builder<FeatureVector, Builder> {
        private final List<String> names;

        Builder(OutputFile file, List<String> names) {
            super(file);
            this.names = names;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract, so it has to be there
        protected WriteSupport<FeatureVector> getWriteSupport(Configuration configuration) {
            return new Support(names);
        }

        @Override
        protected WriteSupport<FeatureVector> getWriteSupport(ParquetConfiguration configuration) {
            return new Support(names);
        }
    }

    private static final class Support extends WriteSupport<FeatureVector> {
        private static final int FIRST_VALUE = 5;

        private final List<String> names;
        private RecordConsumer out;

        @SuppressWarnings("NullAway.Init")
        Support(List<String> names) {
            this.names = names;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract, so it has to be there
        public WriteContext init(Configuration configuration) {
            return context();
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return context();
        }

        private WriteContext context() {
            List<Type> fields = new ArrayList<>();
            fields.add(text("symbol"));
            fields.add(Types.required(PrimitiveTypeName.INT64).named("ts_ms"));
            fields.add(Types.required(PrimitiveTypeName.INT64).named("seq"));
            fields.add(Types.required(PrimitiveTypeName.DOUBLE).named("close"));
            fields.add(text("layout"));
            names.forEach(
                    name -> fields.add(Types.optional(PrimitiveTypeName.DOUBLE).named(name)));
            return new WriteContext(new MessageType("features", fields), Map.of());
        }

        private static Type text(String name) {
            return Types.required(PrimitiveTypeName.BINARY)
                    .as(LogicalTypeAnnotation.stringType())
                    .named(name);
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            out = consumer;
        }

        @Override
        public void write(FeatureVector vector) {
            Sample sample = vector.sample();
            out.startMessage();
            field("symbol", 0, () -> out.addBinary(Binary.fromString(sample.symbol())));
            field("ts_ms", 1, () -> out.addLong(sample.tsMs()));
            field("seq", 2, () -> out.addLong(vector.seq()));
            field("close", 3, () -> out.addDouble(sample.close()));
            field("layout", 4, () -> out.addBinary(Binary.fromString(vector.layoutId())));
            double[] values = vector.values();
            for (int i = 0; i < values.length; i++) {
                if (!Double.isNaN(values[i])) {
                    out.startField(names.get(i), FIRST_VALUE + i);
                    out.addDouble(values[i]);
                    out.endField(names.get(i), FIRST_VALUE + i);
                }
            }
            out.endMessage();
        }

        private void field(String name, int index, Runnable value) {
            out.startField(name, index);
            value.run();
            out.endField(name, index);
        }
    }
}
