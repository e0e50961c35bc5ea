package io.quorate.job.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.job.fault.UserError;
import io.quorate.job.scenario.MarketScenario;
import io.quorate.job.scenario.PlainRun;
import io.quorate.job.topology.Uids;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the golden savepoint holds, against what its job had read and decided. */
class StateDumpTest {

    private static final GoldenState GOLDEN = GoldenState.UNRELEASED;

    private static Savepoint savepoint;
    private static List<StateRow> all;

    @TempDir
    private Path dir;

    @BeforeAll
    static void read() throws Exception {
        savepoint = Savepoint.read(GOLDEN.savepoint());
        all = rows(StateSelection.ALL);
    }

    @Test
    void everyStateHasAReader() {
        assertThat(new StateDump(savepoint).unread()).isEmpty();
    }

    @Test
    void aStateWithoutAReaderIsNamed() throws Exception {
        CheckpointMetadata golden = Savepoint.metadata(GOLDEN.savepoint());
        List<OperatorState> renamed = golden.getOperatorStates().stream()
                .map(o -> o.getOperatorUid().orElse("").equals(Uids.GATE)
                        ? o.copyWithNewIDs("gate-of-tomorrow", new OperatorID(1, 2))
                        : o)
                .toList();
        Path file = dir.resolve("renamed");
        try (OutputStream out = Files.newOutputStream(file)) {
            Checkpoints.storeCheckpointMetadata(new CheckpointMetadata(1, renamed, golden.getMasterStates()), out);
        }
        assertThat(new StateDump(Savepoint.read(file.toString())).unread())
                .containsExactly("max-ts-ms of gate-of-tomorrow");
    }

    @Test
    void sourcesStandWhereTheMarketStopped() throws Exception {
        Map<String, Long> expected = GOLDEN.before().stream()
                .collect(Collectors.groupingBy(
                        a -> GoldenState.RUN + "-market-" + a.partition(), TreeMap::new, Collectors.counting()));
        Map<String, Long> was = new TreeMap<>();
        of(Uids.MARKET_SOURCE, "SourceReaderState")
                .forEach(row -> was.put(row.key(), json(row).get("offset").asLong()));
        assertThat(was).isEqualTo(expected);
        JsonNode found = json(of(Uids.MARKET_SOURCE, "coordinator").get(0));
        assertThat(found.get("assigned")).hasSize(MarketScenario.PARTITIONS);
        assertThat(found.get("discovered").asBoolean()).isTrue();
        List<GoldenState.Logged> control = GOLDEN.log("control");
        assertThat(json(of(Uids.CONTROL_SOURCE, "SourceReaderState").get(0))
                        .get("offset")
                        .asLong())
                .isLessThanOrEqualTo(control.get(control.size() - 1).offset() + 2);
    }

    @Test
    void portfoliosStandWhereTheirLedgersDo() throws Exception {
        PlainRun plain =
                PlainRun.of(GOLDEN.settings("127.0.0.1:1"), MarketScenario.recorded(GOLDEN.before()), GOLDEN.epochs());
        Map<String, Long> expected = plain.ledger().keySet().stream()
                .collect(Collectors.groupingBy(
                        place -> place.substring(0, place.indexOf('#')), TreeMap::new, Collectors.counting()));
        Map<String, Long> was = new TreeMap<>();
        of(Uids.DECIDE, "portfolio")
                .forEach(row -> was.put(row.key(), json(row).get("ledgerIndex").asLong()));
        assertThat(was).isEqualTo(expected);
    }

    @Test
    void stateByKeyIsThereForEverySymbol() {
        List<String> symbols = List.of("BTC-USD", "SYN-1", "SYN-2", "SYN-3");
        for (String state : List.of("remembered", "_timer_state/event_user-timers")) {
            assertThat(of(Uids.RELEASE, state)).extracting(StateRow::key).isEqualTo(symbols);
        }
        assertThat(of(Uids.FEATURES, "features")).extracting(StateRow::key).isEqualTo(symbols);
        assertThat(of(Uids.OUTCOMES, "outcome")).extracting(StateRow::key).isEqualTo(symbols);
        assertThat(of(Uids.FEATURES, "features"))
                .allSatisfy(row -> assertThat(json(row).get("samples").asLong()).isGreaterThan(100));
        assertThat(of(Uids.SCORE, "held")).isEmpty();
    }

    @Test
    void waitingRecordsAreThoseTheirTimersWaitFor() {
        assertThat(of(Uids.RELEASE, "waiting")).isNotEmpty();
        for (StateRow row : of(Uids.RELEASE, "waiting")) {
            var due = timers(Objects.requireNonNull(row.key()));
            List<String> timers = IntStream.range(0, due.size())
                    .mapToObj(i -> due.get(i).asText())
                    .toList();
            assertThat(json(row).fieldNames()).toIterable().isNotEmpty().isSubsetOf(timers);
        }
    }

    private static JsonNode timers(String key) {
        return of(Uids.RELEASE, "_timer_state/event_user-timers").stream()
                .filter(row -> key.equals(row.key()))
                .map(StateDumpTest::json)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void epochsAreTheSameInScoreAndDecide() {
        assertThat(of(Uids.SCORE, "epochs"))
                .extracting(StateRow::key, StateRow::value)
                .isNotEmpty()
                .isEqualTo(of(Uids.DECIDE, "epochs").stream()
                        .map(row -> org.assertj.core.groups.Tuple.tuple(row.key(), row.value()))
                        .toList());
        assertThat(of(Uids.SCORE, "epochs"))
                .extracting(StateRow::key)
                .contains("FRONTIER", "STRATEGY|alpha|0", "LIMITS|gamma|0")
                .anyMatch(key -> key.startsWith("ENSEMBLE|*|"))
                .anyMatch(key -> key.startsWith("WEIGHTS|*|"));
    }

    @Test
    void whatIsOneForTheJobIsThereOnce() {
        assertThat(of(Uids.SCORECARD, "scorecard"))
                .singleElement()
                .satisfies(row ->
                        assertThat(json(row).get("throughWindow").asLong()).isPositive());
        assertThat(of(Uids.SEQUENCER, "reported"))
                .hasSize(MarketScenario.PARTITIONS)
                .allSatisfy(row -> assertThat(json(row).get("kind").asText()).isEqualTo("FIRST_SEEN"));
        Map<String, Long> partitions = new TreeMap<>();
        of(Uids.GATE, "max-ts-ms")
                .forEach(row -> json(row).forEachEntry((partition, tsMs) -> partitions.put(partition, tsMs.asLong())));
        assertThat(partitions).containsOnlyKeys("0", "1", "2", "3");
    }

    @Test
    void theLedgersSinkHasNothingPending() {
        assertThat(of(Uids.LEDGER_SINK, "writer_raw_states"))
                .hasSize(2)
                .allSatisfy(
                        row -> assertThat(json(row).get("transactionalIdPrefix").asText())
                                .isEqualTo("quorate-ledger"));
        assertThat(of("Sink Committer: " + Uids.LEDGER_SINK, "streaming_committer_raw_states"))
                .hasSize(2)
                .allSatisfy(row -> assertThat(json(row).get("pending").asInt()).isZero());
    }

    @Test
    void aSelectionIsThatPartOfTheWhole() {
        assertThat(rows(new StateSelection(Uids.DECIDE, null, null)))
                .isNotEmpty()
                .isEqualTo(all.stream()
                        .filter(row -> row.operator().equals(Uids.DECIDE))
                        .toList());
        assertThat(rows(new StateSelection(null, "waiting", "SYN-2")))
                .isNotEmpty()
                .isEqualTo(all.stream()
                        .filter(row -> row.state().equals("waiting") && "SYN-2".equals(row.key()))
                        .toList());
    }

    @Test
    void theFirstRowsAreGivenAndAllAreCounted() {
        StateDump.Rows first = new StateDump(savepoint).rows(StateSelection.ALL, 7);
        assertThat(first.rows()).isEqualTo(all.subList(0, 7));
        assertThat(first.total()).isEqualTo(all.size());
    }

    @Test
    void unknownNamesAreRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> rows(new StateSelection("feature", null, null)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("features")
                .hasMessageEndingWith("was feature");
        assertThatThrownBy(() -> rows(new StateSelection(Uids.DECIDE, "position", null)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("portfolio")
                .hasMessageEndingWith("was position");
    }

    @Test
    void keysAreCountedAndTheirBytesAreThoseOfTheirState() {
        Map<String, StateList.Operator> operators =
                StateList.of(savepoint).operators().stream().collect(Collectors.toMap(StateList.Operator::uid, o -> o));
        assertThat(Objects.requireNonNull(operators.get(Uids.FEATURES)).keys()).isEqualTo(4);
        assertThat(Objects.requireNonNull(operators.get(Uids.FEATURES)).meanBytesPerKey())
                .isBetween(36_000L, 45_000L);
        assertThat(Objects.requireNonNull(operators.get(Uids.DECIDE)).keys()).isEqualTo(3);
        assertThat(Objects.requireNonNull(operators.get(Uids.SCORE)).keys()).isZero();
        assertThat(Objects.requireNonNull(operators.get(Uids.SCORE)).meanBytesPerKey())
                .isNull();
        assertThat(Objects.requireNonNull(operators.get(Uids.SCORECARD)).keys()).isNull();
        assertThat(Objects.requireNonNull(operators.get(Uids.GATE)).states())
                .containsExactly(new SavedState("max-ts-ms", StateKind.UNION));
        assertThat(Objects.requireNonNull(operators.get(Uids.SCORE)).states())
                .contains(new SavedState("epochs", StateKind.BROADCAST));
    }

    private static List<StateRow> rows(StateSelection selection) {
        return new StateDump(savepoint).rows(selection, Integer.MAX_VALUE).rows();
    }

    private static List<StateRow> of(String operator, String state) {
        return all.stream()
                .filter(row -> row.operator().equals(operator) && row.state().equals(state))
                .toList();
    }

    private static JsonNode json(StateRow row) {
        try {
            return new ObjectMapper().readTree(row.value());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("expected JSON, was " + row.value(), e);
        }
    }
}
