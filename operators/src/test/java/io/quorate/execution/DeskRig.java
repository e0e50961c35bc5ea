package io.quorate.execution;

import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.LeanDecision;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.Side;
import io.quorate.schema.decision.Trigger;
import io.quorate.schema.execution.VenueEvent;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.execution.VenueReportKind;
import io.quorate.schema.state.VenueDeskState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** A desk, a venue in memory and a clock that only moves when told to; requests wait until they are delivered. */
final class DeskRig implements DeskSink {

    static final DeskRules RULES = new DeskRules(5_000, 60_000, 500, 100, 2_000, 3_000, 3_600_000);

    final FakeVenue venue = new FakeVenue();
    final List<VenueReport> reports = new ArrayList<>();
    final List<VenueEvent> unknown = new ArrayList<>();
    final List<VenueEvent> repeated = new ArrayList<>();
    final List<OrderTicket> toPlace = new ArrayList<>();
    final List<String> toCancel = new ArrayList<>();
    final Map<String, LeanDecision> decisions = new LinkedHashMap<>();
    int missing;
    VenueDeskState state = new VenueDeskState();
    OrderDesk desk;
    long nowMs = 1_000_000;

    DeskRig() {
        desk = new OrderDesk(state, RULES, this, nowMs);
        nowMs += 1_000;
    }

    /** A desk that has read its feed. */
    static DeskRig open() {
        DeskRig rig = new DeskRig();
        rig.readFeed();
        return rig;
    }

    static LeanDecision decision(String id, Outcome outcome, DecisionReason reason, Side side, long quantityMicros) {
        return new LeanDecision(
                id,
                "alpha",
                "SPY",
                1_000,
                1,
                Trigger.SAMPLE,
                0,
                outcome,
                reason,
                side,
                quantityMicros,
                100,
                0.6,
                0.2,
                1,
                1,
                1,
                1,
                1,
                1_000_000);
    }

    /** The decision at another place of the ledger. */
    static LeanDecision at(long ledgerIndex, LeanDecision d) {
        return new LeanDecision(
                d.id(),
                d.portfolio(),
                d.symbol(),
                d.tsMs(),
                d.seq(),
                d.trigger(),
                d.ordinal(),
                d.outcome(),
                d.reason(),
                d.side(),
                d.quantityMicros(),
                d.price(),
                d.probability(),
                d.confidence(),
                d.ensembleVersion(),
                d.weightsVersion(),
                d.strategyVersion(),
                d.limitsVersion(),
                ledgerIndex,
                d.equityMicros());
    }

    static LeanDecision entry(String id, long quantityMicros) {
        return decision(id, Outcome.TAKE_ACTION, DecisionReason.SIGNAL, Side.LONG, quantityMicros);
    }

    static LeanDecision exit(String id, long quantityMicros) {
        return decision(id, Outcome.EXIT_POSITION, DecisionReason.STOP_LOSS, Side.LONG, quantityMicros);
    }

    void decide(LeanDecision d) {
        decisions.put(d.id(), d);
        desk.decide(d, nowMs, nowMs);
    }

    void tick() {
        desk.tick(nowMs);
    }

    void pass(long ms) {
        nowMs += ms;
    }

    void readFeed() {
        boolean end = false;
        while (!end) {
            VenuePage page = venue.feed(state.cursor, 3);
            desk.read(page, nowMs, nowMs);
            end = page.end();
        }
    }

    /** Lets the venue hear everything asked for, and the desk the answers. */
    void deliver() {
        for (OrderTicket t : List.copyOf(toPlace)) {
            toPlace.remove(t);
            desk.placed(t.clientOrderId(), venue.place(t, nowMs), nowMs);
        }
        for (String id : List.copyOf(toCancel)) {
            toCancel.remove(id);
            desk.cancelled(id, venue.cancel(id), nowMs);
        }
    }

    /** One round: ask, deliver, read. */
    void round() {
        tick();
        deliver();
        readFeed();
        pass(100);
    }

    /** A new desk from a copy of the state. */
    void restart(VenueDeskState from) {
        state = copy(from);
        toPlace.clear();
        toCancel.clear();
        desk = new OrderDesk(state, RULES, this, nowMs);
        pass(1);
    }

    static VenueDeskState copy(VenueDeskState from) {
        SerializerConfigImpl config = new SerializerConfigImpl();
        config.setGenericTypes(false);
        return TypeInformation.of(VenueDeskState.class).createSerializer(config).copy(from);
    }

    /** Long minus short by the fills reported, each id once. */
    long reportedMicros() {
        Map<String, Long> byId = new LinkedHashMap<>();
        for (VenueReport r : reports) {
            if (r.kind() == VenueReportKind.FILL) {
                int sign = r.entry() == (r.side() == Side.LONG) ? 1 : -1;
                byId.put(r.id(), sign * r.quantityMicros());
            }
        }
        return byId.values().stream().mapToLong(q -> q).sum();
    }

    List<VenueReportKind> kinds(String orderId) {
        return reports.stream()
                .filter(r -> r.orderId().equals(orderId))
                .map(VenueReport::kind)
                .toList();
    }

    @Override
    public void place(OrderTicket ticket) {
        toPlace.add(ticket);
    }

    @Override
    public void cancel(String clientOrderId) {
        toCancel.add(clientOrderId);
    }

    @Override
    public void report(VenueReport report) {
        reports.add(report);
    }

    @Override
    public void unknown(VenueEvent event, String detail) {
        unknown.add(event);
    }

    @Override
    public void repeated(VenueEvent event) {
        repeated.add(event);
    }

    @Override
    public void missing(long seq) {
        missing++;
    }
}
