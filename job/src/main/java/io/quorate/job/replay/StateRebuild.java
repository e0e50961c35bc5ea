package io.quorate.job.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.job.ledger.ChainReport;
import io.quorate.job.ledger.ChainWalk;
import io.quorate.job.ledger.LedgerSource;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.options.VenueMode;
import io.quorate.job.savepoint.SavedTime;
import io.quorate.job.savepoint.StateDump;
import io.quorate.job.savepoint.StateRow;
import io.quorate.job.savepoint.StateSelection;
import io.quorate.job.topology.Uids;
import io.quorate.schema.decision.LedgerRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The books of all portfolios from ledger, executions and control log alone, and how they compare with a savepoint. */
public final class StateRebuild {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String PORTFOLIO = "portfolio";

    private final ControlBook control;
    private final boolean external;
    private final ExecutionLog executions;
    private final Map<String, JsonNode> saved;
    private final Map<String, BookRebuild> books = new TreeMap<>();
    private final boolean against;

    /**
     * What was found.
     *
     * @param records ledger records read
     * @param executions fills that the books lead to and the topic has
     * @param portfolios books, as {@code state dump --json} shows them
     * @param fields fields that were compared with the savepoint; 0 without one
     * @param problems why books end early, or in what they differ; empty when everything agrees
     */
    public record Result(long records, long executions, List<StateRow> portfolios, long fields, List<String> problems) {
        public Result {
            portfolios = List.copyOf(portfolios);
            problems = List.copyOf(problems);
        }
    }

    private StateRebuild(
            ControlBook control, boolean external, ExecutionLog executions, @Nullable Map<String, JsonNode> saved) {
        this.control = control;
        this.external = external;
        this.executions = executions;
        this.against = saved != null;
        this.saved = saved == null ? Map.of() : saved;
    }

    /**
     * Rebuilds the books.
     *
     * @param savepoint up to whose heads they are rebuilt, and with which they are compared; null to the ledger's end
     */
    public static Result run(Settings settings, LedgerSource ledger, @Nullable StateDump savepoint) {
        ControlLogFile log = ControlLogFile.read(settings);
        List<String> problems = new ArrayList<>();
        if (!log.deleted().isEmpty()) {
            problems.add(log.deleted());
        }
        StateRebuild rebuild = new StateRebuild(
                ControlBook.of(log.records()),
                settings.get(JobOptions.VENUE) == VenueMode.EXTERNAL,
                ExecutionLog.read(settings),
                savepoint == null ? null : saved(savepoint));
        ChainWalk walk = new ChainWalk();
        ledger.forEach(line -> {
            LedgerRecord record = walk.accept(line);
            if (record != null) {
                rebuild.book(record.portfolio()).accept(line, record);
            }
        });
        ChainReport chains = walk.report();
        chains.faults().forEach(fault -> problems.add(fault.line()));
        long untilMs = savepoint == null
                ? Long.MIN_VALUE
                : SavedTime.decidedMs(savepoint, settings.millis(JobOptions.LATENESS));
        return rebuild.result(chains.records(), untilMs, problems);
    }

    private BookRebuild book(String portfolio) {
        return books.computeIfAbsent(portfolio, p -> {
            JsonNode state = saved.get(p);
            long until = !against
                    ? Long.MAX_VALUE
                    : state == null ? 0 : state.path("ledgerIndex").asLong();
            return new BookRebuild(p, control, external, until, executions::expect);
        });
    }

    private Result result(long records, long untilMs, List<String> problems) {
        List<StateRow> rows = new ArrayList<>();
        long[] fields = {0};
        books.forEach((portfolio, book) -> {
            book.finish(untilMs);
            if (book.problem() != null) {
                problems.add(book.problem());
            }
            if (against && !saved.containsKey(portfolio)) {
                return;
            }
            rows.add(new StateRow(Uids.DECIDE, PORTFOLIO, portfolio, StateDump.json(book.state())));
            JsonNode state = saved.get(portfolio);
            if (state != null && book.problem() == null) {
                fields[0] += StateDifference.compare(
                        "portfolio " + portfolio, state, tree(StateDump.json(book.state())), problems);
            }
        });
        saved.forEach((portfolio, state) -> {
            // one that has decided nothing has none
            if (!books.containsKey(portfolio) && state.path("ledgerIndex").asLong() > 0) {
                problems.add("portfolio " + portfolio + ": expected records in the ledger, was none");
            }
        });
        problems.addAll(executions.problems());
        return new Result(records, executions.matched(), rows, fields[0], problems);
    }

    private static Map<String, JsonNode> saved(StateDump savepoint) {
        Map<String, JsonNode> states = new TreeMap<>();
        for (StateRow row : savepoint
                .rows(new StateSelection(Uids.DECIDE, PORTFOLIO, null), Integer.MAX_VALUE)
                .rows()) {
            states.put(String.valueOf(row.key()), tree(row.value()));
        }
        return states;
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected the state of a portfolio as JSON", e);
        }
    }
}
