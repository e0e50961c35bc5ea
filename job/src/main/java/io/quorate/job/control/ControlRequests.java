package io.quorate.job.control;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.StrategySpec;
import org.jspecify.annotations.Nullable;

/** The requests there are. The sequencer numbers the versions. */
public final class ControlRequests {
    private static final long NEXT_VERSION = -1;

    private ControlRequests() {}

    /** Puts a bundle in force, for every portfolio. */
    public static ControlRequest ensemble(EnsembleSpec spec, Origin origin) {
        return request(ControlKind.ENSEMBLE, ControlRecord.ALL, NEXT_VERSION, false, origin, spec, null, null);
    }

    /** Scores a bundle beside the one in force; it decides nothing. */
    public static ControlRequest shadow(EnsembleSpec spec, Origin origin) {
        return request(ControlKind.ENSEMBLE, ControlRecord.SHADOW, NEXT_VERSION, false, origin, spec, null, null);
    }

    /** Ends the {@link #shadow}. */
    public static ControlRequest retire(Origin origin) {
        return request(ControlKind.RETIRE, ControlRecord.SHADOW, NEXT_VERSION, false, origin, null, null, null);
    }

    /** Puts an ensemble version in force again that was committed before. */
    public static ControlRequest rollback(long version, Origin origin) {
        return request(ControlKind.ENSEMBLE, ControlRecord.ALL, version, true, origin, null, null, null);
    }

    public static ControlRequest strategy(String portfolio, StrategySpec spec, Origin origin) {
        return request(ControlKind.STRATEGY, portfolio, NEXT_VERSION, false, origin, null, spec, null);
    }

    /**
     * Sets limits.
     *
     * @param portfolio whose; "*" for every portfolio without its own
     */
    public static ControlRequest limits(String portfolio, LimitsSpec spec, Origin origin) {
        return request(ControlKind.LIMITS, portfolio, NEXT_VERSION, false, origin, null, null, spec);
    }

    /**
     * Stops entries.
     *
     * @param portfolio of which; "*" for all
     */
    public static ControlRequest kill(String portfolio, Origin origin) {
        return request(ControlKind.KILL, portfolio, NEXT_VERSION, false, origin, null, null, null);
    }

    /** Ends a {@link #kill} of the same scope. */
    public static ControlRequest resume(String portfolio, Origin origin) {
        return request(ControlKind.RESUME, portfolio, NEXT_VERSION, false, origin, null, null, null);
    }

    /**
     * Closes what was entered before it takes effect.
     *
     * @param portfolio of which; "*" for all
     * @param symbol in which; null for all
     */
    public static ControlRequest forceExit(String portfolio, @Nullable String symbol, Origin origin) {
        return new ControlRequest(
                ControlKind.FORCE_EXIT,
                portfolio,
                NEXT_VERSION,
                origin.effectiveFromMs(),
                false,
                origin.requestId(),
                origin.author(),
                origin.reason(),
                null,
                null,
                null,
                symbol);
    }

    /**
     * Takes the equity as the new peak and releases the drawdown latch.
     *
     * @param portfolio of which; "*" for all
     */
    public static ControlRequest resetDrawdown(String portfolio, Origin origin) {
        return request(ControlKind.RESET_DRAWDOWN, portfolio, NEXT_VERSION, false, origin, null, null, null);
    }

    private static ControlRequest request(
            ControlKind kind,
            String scope,
            long version,
            boolean rollback,
            Origin origin,
            @Nullable EnsembleSpec ensemble,
            @Nullable StrategySpec strategy,
            @Nullable LimitsSpec limits) {
        return new ControlRequest(
                kind,
                scope,
                version,
                origin.effectiveFromMs(),
                rollback,
                origin.requestId(),
                origin.author(),
                origin.reason(),
                ensemble,
                strategy,
                limits);
    }
}
