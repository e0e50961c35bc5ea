package io.quorate.job.savepoint;

import io.quorate.job.options.JobOptions;
import io.quorate.job.topology.Uids;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a job can go on from a savepoint, and what a user has to know about it, one line each. */
final class RestoreRules {

    /** Without state that matters: their absence means nothing. */
    private static final Set<String> STATELESS = Set.of(
            Uids.SAMPLES,
            Uids.RUN_LEASE,
            Uids.FRONTIER,
            Uids.FAN_OUT,
            Uids.EXECUTION_ROUTING,
            Uids.MARKET_TIME,
            Uids.MARKET_SIGNALS,
            Uids.REFUSALS,
            Uids.CONTROL_WATCH,
            Uids.SHADOWS_SINK,
            Uids.ALERTS_SINK);

    /**
     * What decides, or says where to read on. Started empty in the middle of the market they would decide otherwise, read
     * twice, or forget positions.
     */
    private static final Set<String> NEEDED = Set.of(
            Uids.MARKET_SOURCE,
            Uids.GATE,
            Uids.RELEASE,
            Uids.BARS,
            Uids.FEATURES,
            Uids.CONTROL_SOURCE,
            Uids.SCORE,
            Uids.OUTCOMES,
            Uids.SCORECARD,
            Uids.DECIDE,
            Uids.SEQUENCER);

    /** The option that takes an operator out of the job or puts it in. */
    private static final Map<String, String> SWITCHES = Map.ofEntries(
            Map.entry(Uids.REPORTS_SOURCE, JobOptions.VENUE.key()),
            Map.entry(Uids.BARS, JobOptions.BARS_INTERVAL.key()),
            Map.entry(Uids.SCORECARD, JobOptions.CONTROL_MODE.key()),
            Map.entry(Uids.SEQUENCER, JobOptions.CONTROL_MODE.key()),
            Map.entry(Uids.REQUESTS_SOURCE, JobOptions.CONTROL_MODE.key()),
            Map.entry(Uids.ACKS_SOURCE, JobOptions.CONTROL_MODE.key()),
            Map.entry(Uids.LEDGER_SINK, JobOptions.LEDGER_ENABLED.key()),
            Map.entry(Uids.BUSINESS_SINK, JobOptions.BUSINESS.key()),
            Map.entry(Uids.PREDICTIONS_SINK, JobOptions.PREDICTIONS.key()),
            Map.entry(Uids.OUTCOMES_SINK, JobOptions.OUTCOMES.key()),
            Map.entry(Uids.SHADOWS_SINK, JobOptions.PREDICTIONS.key()),
            Map.entry(Uids.FEATURE_SKETCH, JobOptions.MODEL_QUALITY.key()),
            Map.entry(Uids.MEMBER_SKETCH, JobOptions.MODEL_QUALITY.key()),
            Map.entry(Uids.QUALITY, JobOptions.MODEL_QUALITY.key()),
            Map.entry(Uids.MODEL_QUALITY_SINK, JobOptions.MODEL_QUALITY.key()));

    private final Savepoint savepoint;
    private final Map<String, SavedOperator> saved;
    private final Map<String, JobOperator> job;
    private final boolean partial;
    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private RestoreRules(Savepoint savepoint, List<JobOperator> job, boolean partial) {
        this.savepoint = savepoint;
        this.saved = savepoint.operators().stream().collect(Collectors.toMap(SavedOperator::hash, o -> o));
        this.job = job.stream().collect(Collectors.toMap(JobOperator::hash, o -> o));
        this.partial = partial;
    }

    /**
     * What was found.
     *
     * @param errors why the job cannot start; empty when it can
     * @param warnings what it starts without
     */
    record Verdict(List<String> errors, List<String> warnings) {
        Verdict {
            errors = List.copyOf(errors);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Compares a savepoint with a job.
     *
     * @param partial whether state may be left behind and operators may start without theirs
     */
    static Verdict compare(Savepoint savepoint, List<JobOperator> job, boolean partial) {
        RestoreRules rules = new RestoreRules(savepoint, job, partial);
        if (rules.saved.keySet().stream().noneMatch(rules.job::containsKey)) {
            return new Verdict(
                    List.of("expected a savepoint of this job, was one of another: none of its "
                            + savepoint.operators().size() + " operators is known"),
                    List.of());
        }
        rules.keyGroups();
        rules.leftBehind();
        job.forEach(rules::startsEmpty);
        return new Verdict(rules.errors, rules.warnings);
    }

    /** One line for the job, not one per operator: all of ours have the same number. */
    private void keyGroups() {
        for (SavedOperator operator : savepoint.operators()) {
            JobOperator now = job.get(operator.hash());
            if (now != null && operator.stateful() && now.maxParallelism() != operator.maxParallelism()) {
                errors.add(JobOptions.MAX_PARALLELISM.key() + ": expected " + operator.maxParallelism()
                        + ", which the savepoint was written with, was " + now.maxParallelism());
                return;
            }
        }
    }

    private void leftBehind() {
        Map<String, Long> bytes = new LinkedHashMap<>();
        for (SavedOperator operator : savepoint.operators()) {
            if (operator.stateful() && !job.containsKey(operator.hash())) {
                bytes.merge(Savepoint.given(operator.uid()), operator.stateBytes(), Long::sum);
            }
        }
        bytes.forEach((uid, n) -> found(
                "expected operator " + uid + " in the job, which the savepoint has " + size(n)
                        + " of state for, was none",
                uid,
                "leave that state behind"));
    }

    private void startsEmpty(JobOperator operator) {
        String uid = operator.uid();
        if (saved.containsKey(operator.hash())
                || STATELESS.contains(uid)
                || !Savepoint.given(uid).equals(uid)) {
            return;
        }
        if (NEEDED.contains(uid)) {
            found("expected state of operator " + uid + " in the savepoint, was none", uid, "let it start empty");
        } else {
            warnings.add("operator " + uid + " is not in the savepoint and starts empty");
        }
    }

    private void found(String problem, String uid, String consequence) {
        if (partial) {
            warnings.add(problem + "; goes on all the same");
            return;
        }
        String option = SWITCHES.get(uid);
        errors.add(problem + "; "
                + (option == null ? "" : "set " + option + " as it was, or ")
                + consequence + " with --allow-nonrestored-state (flink run: --allowNonRestoredState)");
    }

    private static String size(long bytes) {
        return String.format(Locale.ROOT, "%,d bytes", bytes);
    }
}
