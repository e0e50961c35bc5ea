package io.quorate.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.ensemble.BundleWriter;
import io.quorate.job.options.Settings;
import io.quorate.job.registry.BundleRegistry;
import io.quorate.job.registry.Entry;
import io.quorate.job.training.GeneratedTrades;
import io.quorate.schema.control.EnsembleSpec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry by its commands: it only grows, and nothing broken gets in or out. */
class RegistryCommandTest {
    private static final long MAX = 64 << 20;

    @TempDir
    private static Path bundles;

    private static Path one;
    private static Path two;

    @TempDir
    private Path dir;

    private Path root;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void train() throws Exception {
        one = bundles.resolve("one.zip");
        two = bundles.resolve("two.zip");
        BundleWriter.writeArchive(
                GeneratedTrades.smallBundle(Settings.defaults(), 1).bundle(), one);
        BundleWriter.writeArchive(
                GeneratedTrades.smallBundle(Settings.defaults(), 2).bundle(), two);
    }

    @BeforeEach
    void place() {
        root = dir.resolve("registry");
    }

    @Test
    void versionsGrowAndAliasesKeepTheirHistory() throws Exception {
        JsonNode first = json("put", one.toString(), "--author", "ann", "--at", "5", "--reason", "new", "--json");
        assertThat(first.path("version").asLong()).isOne();
        assertThat(first.path("author").asText()).isEqualTo("ann");
        assertThat(first.path("atMs").asLong()).isEqualTo(5);
        assertThat(first.path("trainedToMs").asLong()).isPositive();
        assertThat(json("put", two.toString(), "--json").path("version").asLong())
                .isEqualTo(2);
        assertThat(json("put", one.toString(), "--json").path("version").asLong())
                .isEqualTo(3);
        try (Stream<Path> files = Files.list(root.resolve("bundles"))) {
            assertThat(files).hasSize(2);
        }
        json("alias", "live", "--bundle-version", "1", "--json");
        json("alias", "live", "--bundle-version", "2", "--reason", "better", "--json");
        JsonNode history = json("alias", "live", "--json");
        assertThat(history).hasSize(2);
        assertThat(history.get(1).path("reason").asText()).isEqualTo("better");
        JsonNode listed = json("list", "--json");
        assertThat(listed.path("versions")).hasSize(3);
        assertThat(listed.path("aliases").path("live").path("version").asLong()).isEqualTo(2);
        assertThat(json("show", "--alias", "live", "--json")
                        .path("bundle")
                        .path("version")
                        .asLong())
                .isEqualTo(2);
        assertThat(registry("list")).isZero();
        assertThat(out.toString()).contains("version 1", "by ann", "because new", "live -> version 2");
        assertThat(registry("verify")).isZero();
        assertThat(out.toString()).contains("version 3: whole");
    }

    @Test
    void writersAtTheSameTimeGetVersionsOfTheirOwn() throws Exception {
        int writers = 8;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        List<Callable<Long>> puts = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            Entry by = new Entry("w" + i, "", i);
            Path bundle = i % 2 == 0 ? one : two;
            puts.add(() ->
                    BundleRegistry.at(root.toString(), MAX).put(bundle, by).version());
        }
        TreeSet<Long> versions = new TreeSet<>();
        for (Future<Long> put : threads.invokeAll(puts)) {
            assertThat(versions.add(put.get())).isTrue();
        }
        threads.shutdown();
        assertThat(versions).hasSize(writers).first().isEqualTo(1L);
        assertThat(versions).last().isEqualTo((long) writers);
        assertThat(registry("verify")).isZero();
        try (Stream<Path> files = Files.walk(root)) {
            assertThat(files.filter(f -> f.getFileName().toString().startsWith(".")))
                    .isEmpty();
        }
    }

    @Test
    void signaturesGoWithTheAnnouncementAndAreVerified() {
        assertThat(registry("put", one.toString())).isZero();
        assertThat(execute("registry", "keygen", dir.resolve("own").toString())).isZero();
        assertThat(execute("registry", "keygen", dir.resolve("other").toString()))
                .isZero();
        String own = dir.resolve("own.pub").toString();
        assertThat(registry("verify", "--trusted-keys", own)).isEqualTo(1);
        assertThat(err.toString()).contains("expected every version to be whole, was not: 1 of 1");
        assertThat(registry(
                        "sign",
                        "--bundle-version",
                        "1",
                        "--key",
                        dir.resolve("own.key").toString()))
                .isZero();
        assertThat(out.toString()).contains("version 1 signed by ");
        assertThat(registry(
                        "sign",
                        "--bundle-version",
                        "1",
                        "--key",
                        dir.resolve("own.key").toString()))
                .isZero();
        assertThat(out.toString()).contains("had been signed by");
        assertThat(registry("verify", "--trusted-keys", own)).isZero();
        assertThat(registry("verify", "--trusted-keys", dir.resolve("other.pub").toString()))
                .isEqualTo(1);
        BundleRegistry open = BundleRegistry.at(root.toString(), MAX);
        EnsembleSpec spec = open.announce(open.version(1), null);
        assertThat(spec.signature()).isNotNull();
        assertThat(spec.bundleUri()).startsWith("file:").endsWith(spec.sha256() + ".zip");
        assertThat(registry(
                        "sign",
                        "--bundle-version",
                        "1",
                        "--key",
                        dir.resolve("other.key").toString()))
                .isZero();
        assertThat(open.signatures(open.version(1))).hasSize(2);
        assertThat(execute("registry", "keygen", dir.resolve("own").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("expected no such file, was there already");
    }

    @Test
    void whatWasChangedOnDiskIsFound() throws Exception {
        assertThat(registry("put", one.toString())).isZero();
        assertThat(registry("put", two.toString())).isZero();
        BundleRegistry open = BundleRegistry.at(root.toString(), MAX);
        Path file = root.resolve("bundles").resolve(open.version(1).sha256() + ".zip");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThat(registry("verify")).isEqualTo(1);
        assertThat(out.toString()).contains("version 1: ", "with SHA-256", "version 2: whole");
        assertThat(registry("put", one.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("expected", "bytes with SHA-256");
        Files.write(file, new byte[bytes.length + 1]);
        assertThat(registry("verify")).isEqualTo(1);
        assertThat(out.toString()).contains("left unread");
        Files.delete(file);
        assertThat(registry("verify")).isEqualTo(1);
        assertThat(out.toString()).contains("was not there");
    }

    @Test
    void nothingBrokenGetsIn() throws Exception {
        Path broken = dir.resolve("broken.zip");
        byte[] bytes = Files.readAllBytes(one);
        bytes[bytes.length / 2] ^= 1;
        Files.write(broken, bytes);
        assertThat(registry("put", broken.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("bundle refused").hasLineCount(1);
        assertThat(registry("put", dir.resolve("absent.zip").toString())).isEqualTo(2);
        assertThat(registry("list")).isZero();
        assertThat(out.toString()).contains("the registry is empty");
        assertThat(Files.exists(root.resolve("versions"))).isFalse();
    }

    @Test
    void wrongUseIsOneLine() {
        assertThat(registry("show", "--bundle-version", "1")).isEqualTo(2);
        assertThat(err.toString()).contains("expected a version in the registry, 1..0, was 1");
        assertThat(registry("show", "--alias", "live")).isEqualTo(2);
        assertThat(registry("alias", "../live", "--bundle-version", "1")).isEqualTo(2);
        assertThat(err.toString()).contains("expected an alias of letters");
        assertThat(execute("registry")).isEqualTo(2);
        assertThat(execute("registry", "list", "--registry", "nofs://x/y")).isEqualTo(2);
        assertThat(err.toString())
                .contains("expected an address this process can read")
                .hasLineCount(1);
    }

    private JsonNode json(String... args) throws Exception {
        assertThat(registry(args)).as("%s%s", out, err).isZero();
        return new ObjectMapper().readTree(out.toString());
    }

    private int registry(String... args) {
        List<String> all = new ArrayList<>(List.of("registry", args[0], "--registry", root.toString()));
        all.addAll(List.of(args).subList(1, args.length));
        return execute(all.toArray(String[]::new));
    }

    private int execute(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Quorate.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }
}
