package io.quorate.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Looking into a savepoint from the command line. */
class StateCommandTest {

    private static final String GOLDEN = "golden:/v1/savepoint";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path dir;

    @Test
    void listShowsEachOperatorOnALine() {
        assertThat(execute("state", "list", "--savepoint", GOLDEN)).isZero();
        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches("features +2 +128 +[\\d,]+ +4 +[\\d,]+ +features \\(keyed\\), timers"))
                .anyMatch(line -> line.matches("lateness-gate +2 +128 +\\d+ +- +- +max-ts-ms \\(union\\)"))
                .anyMatch(line -> line.matches("samples +2 +128 +0 +- +- +none"));
    }

    @Test
    void listGivesJson() throws Exception {
        assertThat(execute("state", "list", "--json", "--savepoint", GOLDEN)).isZero();
        JsonNode list = new ObjectMapper().readTree(out.toString());
        assertThat(list.get("operators").get(0).get("uid").asText()).isEqualTo("market-source");
        assertThat(list.get("operators").findValuesAsText("hash")).allMatch(hash -> hash.matches("[0-9a-f]{32}"));
    }

    @Test
    void dumpGivesOneObjectALine() throws Exception {
        assertThat(execute(
                        "state",
                        "dump",
                        "--json",
                        "--savepoint",
                        GOLDEN,
                        "--operator",
                        "decide-and-risk",
                        "--key",
                        "beta"))
                .isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(2);
        for (String line : lines) {
            JsonNode row = new ObjectMapper().readTree(line);
            assertThat(row.fieldNames()).toIterable().containsExactly("operator", "state", "key", "value");
            assertThat(row.get("key").asText()).isEqualTo("beta");
        }
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void dumpForPeopleCutsLongLists() {
        assertThat(execute("state", "dump", "--savepoint", GOLDEN, "--operator", "features", "--limit", "1"))
                .isZero();
        assertThat(out.toString())
                .startsWith("features / features\n  BTC-USD  {")
                .contains("\"… 710 more\"");
        assertThat(err.toString()).isEqualTo("the first 1 of 4 values" + System.lineSeparator());
    }

    @Test
    void dumpSaysThatAKeyIsNotThere() {
        assertThat(execute("state", "dump", "--savepoint", GOLDEN, "--operator", "features", "--key", "ETH-USD"))
                .isZero();
        assertThat(out.toString()).isEqualTo("no such value\n");
    }

    @Test
    void wrongUseIsOneLine() throws Exception {
        wrong("expected list, dump or rebuild, was none", "state");
        wrong("Missing required option: '--savepoint=PATH'", "state", "list");
        wrong(
                "--savepoint: expected a savepoint or checkpoint, was not there",
                "state",
                "list",
                "--savepoint",
                "absent");
        wrong("was a folder without _metadata", "state", "list", "--savepoint", dir.toString());
        Path text = Files.writeString(dir.resolve("text"), "no savepoint at all");
        wrong("not written by Flink, or damaged", "state", "dump", "--savepoint", text.toString());
        wrong("expected --limit of 1 or more, was 0", "state", "dump", "--savepoint", GOLDEN, "--limit", "0");
        wrong("was feature", "state", "dump", "--savepoint", GOLDEN, "--operator", "feature");
    }

    private void wrong(String problem, String... args) {
        err.getBuffer().setLength(0);
        assertThat(execute(args)).isEqualTo(2);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("error: ")
                .contains(problem);
    }

    private int execute(String... args) {
        CommandLine line = Quorate.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(args);
    }
}
