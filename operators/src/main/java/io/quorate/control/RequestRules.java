package io.quorate.control;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.control.EnsembleSpec;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a request must satisfy by itself, whatever the state of the log. */
final class RequestRules {

    /** Room above for the versions that follow. */
    private static final long MOST_VERSION = 1L << 53;

    /** Predictions of a symbol without a label are all in state: at most that many. */
    private static final int MOST_HORIZON_SAMPLES = 10_000;

    private RequestRules() {}

    /** The first reason to refuse, or null. */
    static @Nullable String problem(ControlRequest r, SequencerSettings settings) {
        String name = nameProblem(r.scope());
        if (name != null) {
            return name;
        }
        if (r.version() > MOST_VERSION) {
            return "version: expected at most " + MOST_VERSION + ", was " + r.version();
        }
        if (r.symbol() != null
                && (r.kind() != ControlKind.FORCE_EXIT || r.symbol().isEmpty())) {
            return "symbol: expected one only to force an exit, was \"" + r.symbol() + "\" with " + r.kind();
        }
        return switch (r.kind()) {
            case ENSEMBLE -> ensemble(r, settings);
            case STRATEGY -> StrategyRules.problem(r);
            case LIMITS -> LimitsRules.problem(r.limits());
            case KILL, RESUME, FORCE_EXIT, RESET_DRAWDOWN -> null;
            case RETIRE ->
                r.scope().equals(ControlRecord.SHADOW)
                        ? null
                        : "scope: expected \"shadow\" to retire, was \"" + r.scope() + "\"";
            case WEIGHTS, START, FRONTIER, PREPARE, REFUSED, EXECUTION ->
                "kind: expected ENSEMBLE, STRATEGY, LIMITS, KILL, RESUME, FORCE_EXIT, RESET_DRAWDOWN or RETIRE, was "
                        + r.kind();
        };
    }

    static @Nullable String nameProblem(String scope) {
        if (scope.isEmpty()) {
            return "scope: expected a portfolio or \"*\", was empty";
        }
        return isName(scope) ? null : "scope: expected printable characters without '|', was \"" + scope + "\"";
    }

    /** A scope is the key of a portfolio, in UTF-8 between tasks, and a part of the key of an epoch. */
    private static boolean isName(String scope) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(scope)
                && scope.indexOf('|') < 0
                && scope.chars().noneMatch(Character::isISOControl);
    }

    private static @Nullable String ensemble(ControlRequest r, SequencerSettings settings) {
        boolean shadow = r.scope().equals(ControlRecord.SHADOW);
        if (!shadow && !r.scope().equals(ControlRecord.ALL)) {
            return "scope: expected \"*\" or \"shadow\" for an ensemble, was \"" + r.scope() + "\"";
        }
        if (shadow && r.rollback()) {
            return "rollback: expected of the ensemble in force, was of the shadow";
        }
        EnsembleSpec e = r.ensemble();
        if (e == null) {
            return r.rollback() ? null : "ensemble: expected a bundle reference, was absent";
        }
        if (!e.sha256().matches("[0-9a-f]{64}")) {
            return "ensemble.sha256: expected 64 lower-case hex digits, was \"" + e.sha256() + "\"";
        }
        if (e.sizeBytes() < 1 || e.sizeBytes() > settings.maxBundleBytes()) {
            return "ensemble.sizeBytes: expected 1.." + settings.maxBundleBytes() + ", was " + e.sizeBytes();
        }
        if (!e.layoutId().equals(settings.layoutId())) {
            return "ensemble.layoutId: expected " + settings.layoutId() + " (layout of this job), was " + e.layoutId();
        }
        if (e.label().horizonSamples() > MOST_HORIZON_SAMPLES) {
            return "ensemble.label.horizonSamples: expected 1.." + MOST_HORIZON_SAMPLES + ", was "
                    + e.label().horizonSamples();
        }
        String untrusted = settings.trust().problem(e);
        if (untrusted != null) {
            return "ensemble.signature: " + untrusted;
        }
        if (e.memberNames().size() < 2
                || e.memberNames().size() != e.priorWeights().size()) {
            return "ensemble: expected at least 2 members with one prior weight each, was "
                    + e.memberNames().size() + " members and "
                    + e.priorWeights().size() + " weights";
        }
        double sum = 0;
        for (double w : e.priorWeights()) {
            if (!(w >= 0 && w <= 1)) {
                return "ensemble.priorWeights: expected each in [0, 1], was " + e.priorWeights();
            }
            sum += w;
        }
        return Math.abs(sum - 1) <= 1e-9 ? null : "ensemble.priorWeights: expected a sum of 1, was " + sum;
    }

    /** The kind whose versions a request continues: KILL and RESUME share one line, ENSEMBLE and RETIRE another. */
    static ControlKind line(ControlKind kind) {
        return switch (kind) {
            case RESUME -> ControlKind.KILL;
            case RETIRE -> ControlKind.ENSEMBLE;
            default -> kind;
        };
    }
}
