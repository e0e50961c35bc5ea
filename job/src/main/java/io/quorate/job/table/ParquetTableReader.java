package io.quorate.job.table;

import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Rows of a Parquet file, one row group in memory. A place is the file and the number of the row from 1. */
final class ParquetTableReader implements TableReader {

    private final String name;
    private final ParquetFileReader file;
    private final TableColumns columns;
    private final int[] at;
    private final MessageType schema;
    private final long bytes;
    private final long rows;
    private @Nullable RecordReader<Group> group;
    private long leftInGroup;
    private long row;
    private @Nullable Group current;

    private ParquetTableReader(
            String name, ParquetFileReader file, TableColumns columns, int[] at, MessageType schema, long bytes) {
        this.name = name;
        this.file = file;
        this.columns = columns;
        this.at = at;
        this.schema = schema;
        this.bytes = bytes;
        this.rows = file.getRecordCount();
    }

    static List<String> header(Path path) {
        ParquetFileReader file = file(path);
        List<String> names = names(file);
        close(file);
        return names;
    }

    private static List<String> names(ParquetFileReader file) {
        return file.getFileMetaData().getSchema().getFields().stream()
                .map(field -> field.getName().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static ParquetFileReader file(Path path) {
        try {
            return ParquetFileReader.open(
                    new LocalInputFile(path),
                    ParquetReadOptions.builder(new PlainParquetConfiguration())
                            .withCodecFactory(new ParquetCodecs())
                            .build());
        } catch (IOException | RuntimeException e) {
            throw UserError.wrongUse(TableFormat.name(path) + ": expected a Parquet file, was " + RootCause.of(e));
        }
    }

    static ParquetTableReader open(Path path, TableColumns columns) {
        String name = TableFormat.name(path);
        ParquetFileReader file = file(path);
        long bytes = path.toFile().length();
        try {
            MessageType all = file.getFileMetaData().getSchema();
            int[] found = columns.find(names(file), name);
            List<Type> wanted = new ArrayList<>();
            int[] at = new int[found.length];
            for (int i = 0; i < found.length; i++) {
                at[i] = found[i] < 0 ? -1 : wanted.size();
                if (found[i] >= 0) {
                    wanted.add(primitive(name, all.getType(found[i])));
                }
            }
            MessageType schema = new MessageType(all.getName(), wanted);
            file.setRequestedSchema(schema);
            return new ParquetTableReader(name, file, columns, at, schema, bytes);
        } catch (UserError e) {
            close(file);
            throw e;
        }
    }

    private static Type primitive(String name, Type type) {
        if (!type.isPrimitive() || type.isRepetition(Type.Repetition.REPEATED)) {
            throw UserError.wrongUse(name + ": expected one value in " + type.getName() + ", was " + type);
        }
        LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
        if (meaning instanceof TimestampLogicalTypeAnnotation time
                && time.getUnit() != LogicalTypeAnnotation.TimeUnit.MILLIS) {
            throw UserError.wrongUse(name + ": expected milliseconds in " + type.getName() + ", was " + time.getUnit());
        }
        return type;
    }

    @Override
    public boolean next() {
        try {
            while (leftInGroup == 0) {
                PageReadStore pages = file.readNextRowGroup();
                if (pages == null) {
                    current = null;
                    return false;
                }
                leftInGroup = pages.getRowCount();
                group = new ColumnIOFactory()
                        .getColumnIO(schema)
                        .getRecordReader(pages, new GroupRecordConverter(schema));
            }
            RecordReader<Group> reader = group;
            row++;
            leftInGroup--;
            current = reader == null ? null : reader.read();
            return current != null;
        } catch (IOException | RuntimeException e) {
            throw error("expected a readable Parquet file, was " + RootCause.of(e));
        }
    }

    @Override
    public boolean has(int column) {
        return at[column] >= 0;
    }

    @Override
    public String text(int column) {
        if (!isPresent(column)) {
            return "";
        }
        return type(column) == PrimitiveTypeName.BINARY
                ? row().getString(at[column], 0)
                : row().getValueToString(at[column], 0);
    }

    @Override
    public long integer(int column) {
        if (isPresent(column)) {
            switch (type(column)) {
                case INT64 -> {
                    return row().getLong(at[column], 0);
                }
                case INT32 -> {
                    return row().getInteger(at[column], 0);
                }
                default -> {
                    // no whole number
                }
            }
        }
        throw error("expected an integer in " + columns.name(column) + ", was '" + text(column) + "'");
    }

    @Override
    public double number(int column) {
        if (!isPresent(column)) {
            return Double.NaN;
        }
        return switch (type(column)) {
            case DOUBLE -> row().getDouble(at[column], 0);
            case FLOAT -> row().getFloat(at[column], 0);
            case INT64 -> row().getLong(at[column], 0);
            case INT32 -> row().getInteger(at[column], 0);
            default -> throw error("expected a number in " + columns.name(column) + ", was '" + text(column) + "'");
        };
    }

    private PrimitiveTypeName type(int column) {
        return schema.getType(at[column]).asPrimitiveType().getPrimitiveTypeName();
    }

    private boolean isPresent(int column) {
        return row().getFieldRepetitionCount(at[column]) > 0;
    }

    private Group row() {
        Group present = current;
        if (present == null) {
            throw new IllegalStateException("expected a row, was none");
        }
        return present;
    }

    @Override
    public long line() {
        return row;
    }

    @Override
    public String place() {
        return name + "#" + row;
    }

    @Override
    public long bytesRead() {
        return rows == 0 ? bytes : (long) ((double) bytes * row / rows);
    }

    @Override
    public void close() {
        close(file);
    }

    private static void close(ParquetFileReader file) {
        try {
            file.close();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
