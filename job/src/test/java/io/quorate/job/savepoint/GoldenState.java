package io.quorate.job.savepoint;

import io.quorate.job.kafka.TopicReader;
import io.quorate.job.kafka.TopicRecord;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.scenario.MarketScenario;
import io.quorate.job.scenario.MarketScenario.Arrival;
import io.quorate.schema.codec.CodecException;
import io.quorate.schema.codec.ControlCodec;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A golden savepoint with what its job had read and what it reads next, as files of one folder.
 *
 * <p>{@code settings.yaml}; {@code market-before.tsv} and {@code market-after.tsv} with arrival time, partition and value;
 * {@code control.tsv} with offset and value, because the source's position counts the marks of transactions too;
 * {@code control-requests.tsv} and {@code control-acks.tsv} likewise; {@code one.zip} and {@code two.zip}, the bundles;
 * {@code savepoint/_metadata}, which holds all of the state.
 *
 * @param version name of the folder
 */
record GoldenState(String version) {

    /** What is written as long as nothing was released with it. */
    static final GoldenState UNRELEASED = new GoldenState("v1");

    /** Name of the run, so of its topics. */
    static final String RUN = "golden";

    /** A record of a topic with one partition. */
    record Logged(long offset, byte[] value) {}

    Path folder() {
        return GoldenFiles.folder().resolve(version);
    }

    /** Address of a file that holds on every machine. */
    String address(String file) {
        return "golden:/" + version + "/" + file;
    }

    String savepoint() {
        return address("savepoint");
    }

    /** The options the job decided with, for a broker. */
    Settings settings(String bootstrap) {
        return Settings.load(
                folder().resolve("settings.yaml"),
                List.of(
                        JobOptions.BOOTSTRAP.key() + "=" + bootstrap,
                        JobOptions.MARKET.key() + "=" + RUN + "-market",
                        JobOptions.WEB_PORT.key() + "=0",
                        JobOptions.CHECKPOINT_INTERVAL.key() + "=200ms",
                        JobOptions.ALIGNMENT_DRIFT.key() + "=10min"));
    }

    List<Arrival> before() throws IOException {
        return market("market-before.tsv");
    }

    List<Arrival> after() throws IOException {
        return market("market-after.tsv");
    }

    /** Everything the market ever says. */
    MarketScenario market() throws IOException {
        List<Arrival> all = new ArrayList<>(before());
        all.addAll(after());
        return MarketScenario.recorded(all);
    }

    private List<Arrival> market(String file) throws IOException {
        List<Arrival> arrivals = new ArrayList<>();
        for (String line : Files.readAllLines(folder().resolve(file))) {
            String[] parts = line.split("\t", 3);
            arrivals.add(new Arrival(
                    Long.parseLong(parts[0]), Integer.parseInt(parts[1]), parts[2].getBytes(StandardCharsets.UTF_8)));
        }
        return arrivals;
    }

    void writeMarket(String file, List<Arrival> arrivals) throws IOException {
        List<String> lines = arrivals.stream()
                .map(a -> a.atMs() + "\t" + a.partition() + "\t" + new String(a.value(), StandardCharsets.UTF_8))
                .toList();
        Files.write(folder().resolve(file), lines);
    }

    /** What was in a topic with one partition. */
    List<Logged> log(String name) throws IOException {
        List<Logged> records = new ArrayList<>();
        for (String line : Files.readAllLines(folder().resolve(name + ".tsv"))) {
            String[] parts = line.split("\t", 2);
            records.add(new Logged(Long.parseLong(parts[0]), parts[1].getBytes(StandardCharsets.UTF_8)));
        }
        return records;
    }

    void writeLog(String name, Settings settings, String topic) throws IOException {
        List<String> lines = new ArrayList<>();
        for (TopicRecord r : TopicReader.committed(settings).read(topic)) {
            lines.add(r.offset() + "\t" + r.valueText());
        }
        Files.write(folder().resolve(name + ".tsv"), lines);
    }

    /** What was asked for before the job started. */
    List<ControlRequest> requests() throws IOException, CodecException {
        List<ControlRequest> requests = new ArrayList<>();
        for (Logged logged : log("control-requests")) {
            requests.add(ControlCodec.decodeRequest(logged.value()));
        }
        return requests;
    }

    /** The epochs of the control log that somebody asked for. */
    List<ControlRecord> epochs() throws IOException, CodecException {
        List<ControlRecord> epochs = new ArrayList<>();
        for (Logged logged : log("control")) {
            ControlRecord r = ControlCodec.decodeRecord(logged.value());
            if (r.kind().isEpoch() && r.kind() != ControlKind.WEIGHTS) {
                epochs.add(r);
            }
        }
        return epochs;
    }
}
