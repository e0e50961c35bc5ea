package io.quorate.job.pipeline;

import io.quorate.backtest.PipelineSettings;
import io.quorate.ensemble.Sha256;
import io.quorate.job.fault.UserError;
import io.quorate.job.options.JobOptions;
import io.quorate.job.topology.JobSetup;
import io.quorate.job.training.HistoryOptions;
import io.quorate.job.training.MarketHistory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The history of a pipeline, read when it is first wanted. Not thread-safe. */
final class History {
    private final PipelineFile file;
    private @Nullable MarketHistory records;
    private @Nullable Map<String, String> digests;

    History(PipelineFile file) {
        this.file = file;
    }

    MarketHistory records() {
        MarketHistory known = records;
        if (known == null) {
            known = MarketHistory.read(file.input(), pipeline().barIntervalMs());
            records = known;
        }
        return known;
    }

    /** SHA-256 of each file by its name in the pipeline file. */
    Map<String, String> digests() {
        Map<String, String> known = digests;
        if (known == null) {
            known = new TreeMap<>();
            for (String name : file.spec().input()) {
                known.put(name, digest(file.base().resolve(name)));
            }
            digests = known;
        }
        return known;
    }

    /** The options that decide, for one partition. */
    PipelineSettings pipeline() {
        return JobSetup.pipeline(file.settings(), 1);
    }

    /** How a job with these options makes samples of the records. */
    HistoryOptions options() {
        PipelineSettings pipeline = pipeline();
        return new HistoryOptions(
                pipeline.barIntervalMs(),
                Long.MAX_VALUE,
                file.settings().get(JobOptions.WINDOWS),
                pipeline.dedupe(),
                file.settings().get(JobOptions.HIGHER),
                pipeline.gaps());
    }

    /** SHA-256 of a file; throws UserError when it cannot be read. */
    static String digest(Path path) {
        if (!Files.isRegularFile(path)) {
            throw UserError.wrongUse(path + ": expected a file, was not there");
        }
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw UserError.failed(
                    path + ": expected a readable file, was " + e.getClass().getSimpleName(), e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
