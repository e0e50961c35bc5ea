package io.quorate.job.ledger;

import io.quorate.job.kafka.TopicReader;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A whole ledger, record by record; the records of a portfolio in the order they were written. */
@FunctionalInterface
public interface LedgerSource {

    /** Hands on every record. Throws UserError when it cannot be read. */
    void forEach(Consumer<LedgerLine> sink);

    /** The committed records of the ledger topic. */
    static LedgerSource topic(Settings settings) {
        String topic = settings.get(JobOptions.LEDGER);
        return sink -> TopicReader.committed(settings)
                .forEach(
                        topic,
                        r -> sink.accept(new LedgerLine(
                                topic, r.partition(), r.offset(), r.value() == null ? new byte[0] : r.value())));
    }

    /** Exported files; a folder stands for its {@code .jsonl}, {@code .jsonl.gz} and {@code .parquet} files. */
    static LedgerSource files(List<Path> paths) {
        return new LedgerFiles(paths);
    }
}
