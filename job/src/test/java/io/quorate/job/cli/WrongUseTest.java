package io.quorate.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.ensemble.BundleWriter;
import io.quorate.job.options.Settings;
import io.quorate.job.training.GeneratedTrades;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mistake is one clear line on standard error and the right exit code; nothing goes to standard output. */
class WrongUseTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path dir;

    @ParameterizedTest
    @ValueSource(
            strings = {"run", "train --source bitstamp --output b.zip", "publish --kill", "rollback --to 1", "status"})
    void everyCommandHasHelpAndRefusesUnknownOptions(String command) {
        String name = command.split(" ")[0];
        assertThat(run(name, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: quorate " + name, "Exit codes:", "--json");
        fails(2, "'--nope'", (command + " --nope").split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "status", "rollback --to 1", "publish --kill"})
    void aBrokerThatIsDownIsAFailure(String command) throws IOException {
        String nobody = "127.0.0.1:" + freePort();
        String[] args = (command + " --brokers " + nobody).split(" ");
        fails(1, "expected a Kafka broker at " + nobody + ", was nothing listening", args);
        fails(1, nobody, (command + " --set kafka.bootstrap=" + nobody).split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "status", "rollback --to 1", "publish --kill"})
    void brokersHaveAPort(String command) {
        fails(2, "kafka.bootstrap: expected", (command + " --brokers here").split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster", "broker"})
    void processesAreStartedLookedAtOrStopped(String command) {
        fails(2, "expected start, status or stop, was none", command);
        fails(2, "'restart'", command, "restart");
        fails(2, "'--nope'", command, "start", "--nope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"submit", "stop", "cluster status", "cluster stop"})
    void aClusterThatWasNeverStartedIsAFailure(String command) {
        Path folder = dir.resolve("nowhere");
        fails(1, "expected a cluster in " + folder + ", was none", (command + " --cluster " + folder).split(" "));
    }

    @Test
    void aDrillWantsFaultsItKnows() {
        fails(2, "expected one of the faults in --help, was earthquake", "drill", "--faults", "earthquake");
        fails(2, "expected faults, and a rate, symbols", "drill", "--rate", "0");
    }

    @Test
    void publishWantsExactlyOneThing() {
        fails(2, "Missing required argument", "publish");
        fails(2, "mutually exclusive", "publish", "--ensemble", "a.zip", "--strategy", "b.yaml");
        fails(2, "mutually exclusive", "publish", "--kill", "--resume");
    }

    @Test
    void publishWantsAPortfolioWhereOneIsMeant() {
        fails(2, "expected --portfolio with --strategy, was none", "publish", "--strategy", "s.yaml");
        fails(2, "expected --portfolio with --limits, was none", "publish", "--limits", "l.yaml");
        fails(2, "expected --portfolio only with", "publish", "--ensemble", "b.zip", "--portfolio", "p");
        fails(2, "expected a portfolio or '*', was ''", "publish", "--strategy", "s.yaml", "--portfolio", "");
        fails(2, "expected --uri only with --ensemble", "publish", "--kill", "--uri", "s3://b/x.zip");
    }

    @Test
    void publishRefusesFilesThatAreMissingOrWrong() throws IOException {
        fails(2, "expected a bundle, was not there", "publish", "--ensemble", path("none.zip"));
        fails(2, "expected a file, was not there", "publish", "--strategy", path("none.yaml"), "--portfolio", "p");
        Path strategy = Files.writeString(dir.resolve("s.yaml"), "riskFracton: 0.1\n");
        fails(2, "did you mean riskFraction?", "publish", "--strategy", strategy.toString(), "--portfolio", "p");
        Path text = Files.writeString(dir.resolve("text.zip"), "no zip");
        fails(1, "bundle refused: BROKEN_ARCHIVE", "publish", "--ensemble", text.toString());
        fails(1, "bundle refused", "publish", "--ensemble", dir.toString());
        fails(
                1,
                "bundle refused: CHECKSUM_MISMATCH",
                "publish",
                "--ensemble",
                corrupt().toString());
    }

    @Test
    void timesAndDurationsAreChecked() {
        fails(2, "expected epoch ms or a time like", "publish", "--kill", "--effective-from", "tomorrow");
        fails(2, "expected epoch ms or a time like", "publish", "--kill", "--effective-from=-5");
        fails(2, "expected a duration like", "publish", "--kill", "--timeout", "soon");
        fails(2, "expected --to with a version >= 0, was -1", "rollback", "--to=-1");
        fails(2, "Missing required option: '--to=VERSION'", "rollback");
        fails(2, "expected a duration like", "status", "--watch", "often");
        fails(2, "expected --registry only without --json", "status", "--json", "--registry", "models");
    }

    @Test
    void trainWantsOneInputAndPossibleValues() throws IOException {
        String output = path("b.zip");
        Path bad = Files.writeString(dir.resolve("bad.csv"), "symbol,ts_ms,price,size\nA,0,1,1\nA,1,x,1\n");
        fails(2, "Missing required", "train", "--output", output);
        fails(2, "mutually exclusive", "train", "--output", output, "--input", "a.csv", "--source", "bitstamp");
        fails(2, "expected --source bitstamp, was kraken", "train", "--output", output, "--source", "kraken");
        fails(2, "none.csv: expected a file, was not there", "train", "--output", output, "--input", path("none.csv"));
        fails(
                2,
                "bad.csv:3: expected a finite number in price",
                "train",
                "--output",
                output,
                "--input",
                bad.toString());
        fails(2, "--output: expected a file to write, was a folder", train(dir.toString(), bad));
        fails(2, "expected direction, triple-barrier or big-move", train(output, bad, "--label", "up"));
        fails(2, "expected a horizon >= 1", train(output, bad, "--horizon", "0"));
        fails(2, "only with --label triple-barrier", train(output, bad, "--upper", "1"));
        fails(2, "expected fractions > 0", train(output, bad, "--train-fraction", "1.5"));
        fails(2, "expected ascending windows", train(output, bad, "--windows", "20,5"));
        fails(2, "trees or rounds", train(output, bad, "--trees", "0"));
        fails(2, "'often' is not", train(output, bad, "--seed", "often"));
        assertThat(dir.resolve("b.zip")).doesNotExist();
    }

    @Test
    void runChecksWhatItIsGiven() {
        fails(2, "expected --create-topics with 1 partition or more, was 0", "run", "--create-topics", "0");
        fails(2, "expected a savepoint or checkpoint, was not there", "run", "--restore", path("none"));
        fails(2, "expected an options file, was not there", "run", "--config", path("none.yaml"));
        fails(2, "did you mean parallelism?", "run", "--set", "paralelism=2");
    }

    @Test
    void tooLittleHistoryIsAFailure() throws IOException {
        Path few = Files.writeString(dir.resolve("few.csv"), "symbol,ts_ms,price,size\nA,0,1,1\nA,1,2,1\n");
        fails(1, "expected more than", train(path("b.zip"), few));
        Path refused = Files.writeString(dir.resolve("refused.csv"), "symbol,ts_ms,price,size\nA,0,-1,1\n");
        fails(1, "1 rejected, the first PRICE_NOT_POSITIVE in refused.csv#1", train(path("b.zip"), refused));
    }

    private Path corrupt() throws IOException {
        Path file = dir.resolve("corrupt.zip");
        BundleWriter.writeArchive(
                GeneratedTrades.smallBundle(Settings.defaults(), 7).bundle(), file);
        Path broken = dir.resolve("broken.zip");
        Files.write(broken, Rezip.withByteChanged(Files.readAllBytes(file), "svm.json"));
        return broken;
    }

    private String path(String name) {
        return dir.resolve(name).toString();
    }

    private static String[] train(String output, Path input, String... more) {
        return args(List.of("train", "--output", output, "--input", input.toString()), more);
    }

    private static String[] args(List<String> first, String... more) {
        java.util.ArrayList<String> all = new java.util.ArrayList<>(first);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void fails(int code, String message, String... args) {
        assertThat(run(args)).as("%s: %s", String.join(" ", args), err).isEqualTo(code);
        assertThat(err.toString()).as(String.join(" ", args)).contains(message);
        assertThat(err.toString().lines()).as(String.join(" ", args)).hasSize(1).allMatch(l -> l.startsWith("error: "));
        assertThat(out.toString()).as(String.join(" ", args)).isEmpty();
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Quorate.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }
}
