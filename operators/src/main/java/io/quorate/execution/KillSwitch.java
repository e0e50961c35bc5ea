package io.quorate.execution;

import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.state.VenueDeskState;
import io.quorate.schema.state.VenueKill;

/**
 * Which portfolios may not enter, as the gateway knows it: a KILL holds from the moment its request is read, a RESUME
 * counts when the sequencer granted one that was asked for later.
 */
final class KillSwitch {

    private final VenueDeskState state;

    KillSwitch(VenueDeskState state) {
        this.state = state;
    }

    /** True if the request was news. */
    boolean kill(String scope, long requestOffset) {
        VenueKill k = of(scope);
        boolean news = requestOffset > k.killOffset;
        k.killOffset = Math.max(k.killOffset, requestOffset);
        return news && k.killOffset > k.resumeOffset;
    }

    void resume(String scope, long requestOffset) {
        VenueKill k = of(scope);
        k.resumeOffset = Math.max(k.resumeOffset, requestOffset);
    }

    boolean killed(String portfolio) {
        for (VenueKill k : state.kills) {
            if (k.killOffset > k.resumeOffset && (k.scope.equals(ControlRecord.ALL) || k.scope.equals(portfolio))) {
                return true;
            }
        }
        return false;
    }

    private VenueKill of(String scope) {
        for (VenueKill k : state.kills) {
            if (k.scope.equals(scope)) {
                return k;
            }
        }
        VenueKill added = new VenueKill();
        added.scope = scope;
        state.kills.add(added);
        return added;
    }
}
