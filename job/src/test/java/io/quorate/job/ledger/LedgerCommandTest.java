package io.quorate.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.job.cli.Quorate;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The ledger commands on exported files. */
class LedgerCommandTest {
    @TempDir
    private Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<byte[]> records =
            new ArrayList<>(SmallLedger.of(50, "alpha", "be/ta").records());

    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = SmallLedger.write(records, dir.resolve("ledger.jsonl"));
    }

    @Test
    void aWholeLedgerIsSound() {
        assertThat(execute("ledger", "verify", "--input", file)).isZero();
        assertThat(out.toString()).contains("alpha ").endsWith("102 records of 2 portfolios, sound\n");
    }

    @Test
    void theExportedFilesHoldTheSameBytes() throws Exception {
        for (String format : List.of("jsonl", "parquet")) {
            Path folder = dir.resolve(format);
            assertThat(execute("ledger", "export", "--input", file, "--output", folder, "--format", format))
                    .isZero();
            try (var files = Files.list(folder)) {
                assertThat(files.map(f -> f.getFileName().toString()).sorted())
                        .containsExactly("alpha." + format, "be%2Fta." + format);
            }
            assertThat(execute("ledger", "verify", "--input", folder)).isZero();
            Path back = dir.resolve(format + "-back.jsonl");
            assertThat(execute("ledger", "export", "--input", folder, "--output", back))
                    .isZero();
            assertThat(Files.readAllLines(back))
                    .hasSize(102)
                    .containsExactlyInAnyOrderElementsOf(Files.readAllLines(file));
        }
    }

    @Test
    void eachFaultIsNamedWithExitCodeOne() throws Exception {
        assertThat(execute("ledger", "anchor", "--input", file, "--output", dir.resolve("heads.json")))
                .isZero();
        List<byte[]> changed = new ArrayList<>(records);
        byte[] value = changed.get(20).clone();
        value[150] ^= 1;
        changed.set(20, value);
        broken(changed, "ledger.jsonl:21: portfolio alpha index 10 CHANGED: expected ");
        List<byte[]> removed = new ArrayList<>(records);
        removed.remove(20);
        broken(removed, "ledger.jsonl:22: portfolio alpha index 10 MISSING: expected index 10, was 11");
        List<byte[]> swapped = new ArrayList<>(records);
        Collections.swap(swapped, 20, 22);
        broken(swapped, "ledger.jsonl:21: portfolio alpha index 10 REORDERED: ");
        broken(
                records.subList(0, 100),
                "portfolio alpha index 50 TRUNCATED: expected records up to the anchored index 50");
    }

    @Test
    void aFaultIsNamedInParquetToo() throws Exception {
        records.remove(20);
        SmallLedger.write(records, file);
        Path parquet = dir.resolve("all.parquet");
        assertThat(execute("ledger", "export", "--input", file, "--output", parquet))
                .isEqualTo(1);
        assertThat(execute("ledger", "verify", "--json", "--input", parquet)).isEqualTo(1);
        var fault = new ObjectMapper().readTree(out.toString()).get("faults").get(0);
        assertThat(fault.get("place").asText()).isEqualTo("all.parquet#22");
        assertThat(fault.get("kind").asText()).isEqualTo("MISSING");
    }

    @Test
    void signedHeadsAreHeldAgainstAKey() throws Exception {
        KeyPair own = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path secret = pem("PRIVATE KEY", own.getPrivate());
        Path open = pem("PUBLIC KEY", own.getPublic());
        Path heads = dir.resolve("heads.json");
        assertThat(execute("ledger", "anchor", "--input", file, "--output", heads, "--sign", secret))
                .isZero();
        assertThat(execute("ledger", "verify", "--input", file, "--head", heads, "--key", open))
                .isZero();
        Path foreign = pem("PUBLIC KEY", other.getPublic());
        assertThat(execute("ledger", "verify", "--input", file, "--head", heads, "--key", foreign))
                .isEqualTo(1);
        assertThat(err.toString()).contains("was changed or signed by another");
        Files.writeString(heads, Files.readString(heads).replace("\"index\" : 50", "\"index\" : 49"));
        assertThat(execute("ledger", "verify", "--input", file, "--head", heads, "--key", open))
                .isEqualTo(1);
    }

    @Test
    void wrongUseIsExitCodeTwo() throws Exception {
        assertThat(execute("ledger")).isEqualTo(2);
        assertThat(execute("ledger", "verify", "--input", dir.resolve("absent")))
                .isEqualTo(2);
        assertThat(execute("ledger", "verify", "--input", file, "--head", file)).isEqualTo(2);
        assertThat(execute("ledger", "verify", "--input", file, "--key", file)).isEqualTo(2);
        assertThat(execute("ledger", "export", "--input", file)).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(5).allMatch(line -> line.startsWith("error: "));
    }

    private void broken(List<byte[]> ledger, String line) throws Exception {
        SmallLedger.write(ledger, file);
        assertThat(execute("ledger", "verify", "--input", file, "--head", dir.resolve("heads.json")))
                .isEqualTo(1);
        assertThat(out.toString()).contains("BROKEN ").contains(line);
    }

    private Path pem(String kind, Key key) throws Exception {
        return Files.writeString(
                Files.createTempFile(dir, "key", ".pem"),
                "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                        + "\n-----END " + kind + "-----\n");
    }

    private int execute(Object... args) {
        out.getBuffer().setLength(0);
        CommandLine line = Quorate.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        String[] texts = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            texts[i] = args[i].toString();
        }
        return line.execute(texts);
    }
}
