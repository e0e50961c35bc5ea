package io.quorate.market;

import io.quorate.schema.market.DeadLetter;
import io.quorate.schema.market.Inbound;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.market.RejectReason;
import io.quorate.telemetry.Count;
import io.quorate.telemetry.Level;
import io.quorate.telemetry.StageProbe;
import io.quorate.telemetry.StageProbeFunction;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;

/** Short ways to market records and to a probe that remembers. */
final class MarketEvents {

    /** Counts of the running test; the functions are serialised, so the sink is static. */
    static final Map<Count, Long> COUNTS = new EnumMap<>(Count.class);

    static final StageProbeFunction PROBES = new CountingProbes();

    private MarketEvents() {}

    static long count(Count count) {
        return COUNTS.getOrDefault(count, 0L);
    }

    static MarketEvent trade(long tsMs, String id, long offset) {
        return MarketEvent.trade("x", "S", tsMs, id, 100.0 + offset, 1, 0, offset);
    }

    static Inbound inbound(MarketEvent event) {
        return new Inbound(event.partition(), event, null);
    }

    static Inbound refused(int partition, long offset) {
        return new Inbound(
                partition,
                null,
                new DeadLetter("market-events", partition, offset, RejectReason.UNDECODABLE, "json", "", 0));
    }

    private static final class CountingProbes implements StageProbeFunction {
        private static final long serialVersionUID = 1L;

        @Override
        public StageProbe open(RuntimeContext context, String stage) {
            return new CountingProbe();
        }
    }

    private static final class CountingProbe implements StageProbe {
        @Override
        public long begin() {
            return 0;
        }

        @Override
        public void end(long begin) {}

        @Override
        public void add(Count count, long n) {
            COUNTS.merge(count, n, Long::sum);
        }

        @Override
        public void level(Level level, long value) {}
    }
}
