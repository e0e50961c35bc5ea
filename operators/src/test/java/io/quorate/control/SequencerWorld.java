package io.quorate.control;

import io.quorate.schema.control.ControlAck;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.control.SequencerInput;
import io.quorate.schema.control.WeightsSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Everything around a sequencer, in one thread and steered by a seed: a market of two partitions, a topic of requests,
 * three scoring subtasks that read the log and answer, a scorecard that follows min(market, frontier). Crashes lose what
 * was not appended, and take every part back to the last checkpoint; topics and log stay.
 */
final class SequencerWorld {

    static final long END_MS = 20_000;
    /** The requests from here on are sent while the market runs, pinned beyond what it can have reached. */
    static final int REQUESTS_AT_START = 6;

    /** As the rig's, but nobody gives up on a bundle. */
    static final SequencerSettings SETTINGS = new SequencerSettings(
            2,
            SequencerRig.LATENESS_MS,
            SequencerRig.WINDOW_MS,
            SequencerRig.DELAY_MS,
            SequencerRig.LEAD_MS,
            1_000_000_000,
            Epochs.LAYOUT,
            1_000);

    private static final int SUBTASKS = 3;
    private static final int MOST_CRASHES = 8;
    private static final long MARKET_STEP_MS = 250;
    /** Event time the market may reach before all requests are sent. */
    private static final long SENT_BY_MS = 4_000;

    /** Where every part is; what a checkpoint keeps. */
    private record Position(
            int signals, int requests, int acks, int[] logRead, long closedWindow, List<SequencerInput> reported) {}

    private final Random random;
    private final List<SequencerInput> signals = signals();
    private final List<ControlAck> ackTopic = new ArrayList<>();
    private final List<ControlRecord> log = new ArrayList<>();
    private final int[] logRead = new int[SUBTASKS];
    /** Bundles a subtask has not answered for, lost with it. */
    private final List<List<ControlRecord>> loading = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

    private Sequencer sequencer;
    private Position checkpoint = new Position(0, 0, 0, new int[SUBTASKS], -1, List.of());
    private int signalsRead;
    private int requestsRead;
    private int acksRead;
    private long closedWindow = -1;
    private long marketMs = Long.MIN_VALUE;
    private long nowNanos;
    private int crashes;

    SequencerWorld(long seed) {
        random = new Random(seed);
        sequencer = new Sequencer(SETTINGS, List.of(), REQUESTS_AT_START);
    }

    List<ControlRecord> log() {
        return log;
    }

    int crashes() {
        return crashes;
    }

    static List<ControlRequest> requests() {
        return List.of(
                SequencerRig.strategy("p", 1, -1),
                SequencerRig.ensemble(1, -1),
                SequencerRig.ensemble(2, 9_000),
                SequencerRig.ensemble(1, 5_000),
                SequencerRig.rollback(2, 30_000),
                SequencerRig.kill("p", 12_000),
                SequencerRig.ensemble(3, 14_000),
                SequencerRig.strategy("p", 2, 13_000),
                SequencerRig.resume("*", 500_000),
                SequencerRig.ensemble(4, 16_000),
                SequencerRig.rollback(1, 16_000),
                SequencerRig.resume("p", 17_000));
    }

    /** Weights of the windows in which labels become known; the others are gaps. */
    static Map<Long, WeightsSpec> credited() {
        Map<Long, WeightsSpec> windows = new TreeMap<>();
        for (long window : new long[] {0, 1, 4, 5, 9, 10, 11, 17}) {
            long version = window < 9 ? 1 : window < 14 ? 2 : 3;
            windows.put(window, Epochs.table(window, version, .5 + window * .01, .5 - window * .01));
        }
        return windows;
    }

    private static List<SequencerInput> signals() {
        List<SequencerInput> list = new ArrayList<>();
        list.add(SequencerInput.firstSeen(0, 400));
        list.add(SequencerInput.firstSeen(1, SequencerRig.LATENESS_MS));
        for (long t = 0; t <= END_MS; t += MARKET_STEP_MS) {
            list.add(SequencerInput.watermark(t - SequencerRig.LATENESS_MS - 1));
        }
        list.add(SequencerInput.end(END_MS - 10));
        list.add(SequencerInput.end(END_MS));
        list.add(SequencerInput.watermark(Long.MAX_VALUE));
        return list;
    }

    void runToTheEnd() {
        for (int step = 0; !finished(); step++) {
            if (step > 50_000) {
                throw new AssertionError("expected an end, was at frontier " + sequencer.frontierMs() + " after "
                        + log.stream()
                                .map(r -> r.kind() + "@" + r.effectiveFromMs() + "#" + r.requestOffset() + " "
                                        + r.reason())
                                .toList());
            }
            nowNanos += random.nextInt(60) * 1_000_000L;
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> market();
                case 3, 4 -> request();
                case 5, 6 -> answer(random.nextInt(SUBTASKS));
                case 7, 8 -> ack();
                case 9, 10 -> scorecard();
                default -> {
                    int kind = random.nextInt(12);
                    if (kind == 0) {
                        crash();
                    } else if (kind < 4) {
                        checkpoint();
                    }
                }
            }
        }
    }

    private boolean finished() {
        return sequencer.closed();
    }

    private void hear(SequencerInput in) {
        List<ControlRecord> written = sequencer.on(in, nowNanos);
        if (crashes < MOST_CRASHES && random.nextInt(100) == 0) {
            // dies between its decision and the end of the transaction
            crash();
        } else {
            log.addAll(written);
        }
    }

    private void market() {
        if (signalsRead == signals.size()) {
            return;
        }
        SequencerInput next = signals.get(signalsRead);
        boolean unsent = requestsRead < requests().size() && next.kind() == SequencerInput.Kind.WATERMARK;
        if (unsent && next.tsMs() > SENT_BY_MS) {
            return;
        }
        signalsRead++;
        if (next.kind() == SequencerInput.Kind.WATERMARK) {
            marketMs = Math.max(marketMs, next.tsMs());
        }
        hear(next);
    }

    private void request() {
        if (requestsRead < requests().size()) {
            int offset = requestsRead++;
            hear(SequencerInput.request(offset, requests().get(offset)));
        }
    }

    /** A subtask reads on in the log and finishes one of its bundles; the answer goes to a topic that outlives crashes. */
    private void answer(int subtask) {
        List<ControlRecord> bundles = loading.get(subtask);
        for (int i = random.nextInt(8); i > 0 && logRead[subtask] < log.size(); i--) {
            ControlRecord r = log.get(logRead[subtask]++);
            if (r.kind() == ControlKind.PREPARE) {
                bundles.add(r);
            }
        }
        if (!bundles.isEmpty()) {
            ControlRecord loaded = bundles.remove(random.nextInt(bundles.size()));
            ackTopic.add(SequencerRig.ack(loaded, subtask, SUBTASKS, ""));
        }
    }

    private void ack() {
        if (acksRead < ackTopic.size()) {
            hear(SequencerInput.ack(ackTopic.get(acksRead++)));
        }
    }

    /** Its watermark passes the end of the next window: WEIGHTS if there were credits, then THROUGH. */
    private void scorecard() {
        long frontierMs = EpochBook.restore(log).frontierMs();
        long watermarkMs = Math.min(marketMs, frontierMs);
        long window = closedWindow + 1;
        if (watermarkMs + 1 < (window + 1) * SequencerRig.WINDOW_MS || watermarkMs == Long.MAX_VALUE) {
            return;
        }
        closedWindow = window;
        int before = crashes;
        WeightsSpec spec = credited().get(window);
        if (spec != null) {
            hear(SequencerInput.weights(spec));
        }
        if (crashes == before) {
            hear(SequencerInput.through(window));
        }
    }

    private void checkpoint() {
        List<SequencerInput> reported = new ArrayList<>();
        sequencer.firstSeen().forEach((partition, tsMs) -> reported.add(SequencerInput.firstSeen(partition, tsMs)));
        if (sequencer.endMs() > Long.MIN_VALUE) {
            reported.add(SequencerInput.end(sequencer.endMs()));
        }
        checkpoint =
                new Position(signalsRead, requestsRead, acksRead, logRead.clone(), closedWindow, List.copyOf(reported));
    }

    private void crash() {
        if (crashes == MOST_CRASHES) {
            return;
        }
        crashes++;
        // a source that had ended says so again
        signalsRead = Math.min(checkpoint.signals(), signals.size() - 3);
        requestsRead = checkpoint.requests();
        acksRead = checkpoint.acks();
        System.arraycopy(checkpoint.logRead(), 0, logRead, 0, SUBTASKS);
        closedWindow = checkpoint.closedWindow();
        loading.forEach(List::clear);
        marketMs = Long.MIN_VALUE;
        nowNanos = random.nextLong() >> 1;
        sequencer = new Sequencer(SETTINGS, List.copyOf(log), REQUESTS_AT_START);
        log.addAll(sequencer.resume(nowNanos));
        for (SequencerInput in : checkpoint.reported()) {
            log.addAll(sequencer.on(in, nowNanos));
        }
    }
}
