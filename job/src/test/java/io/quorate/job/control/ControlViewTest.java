package io.quorate.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.control.ControlAck;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.control.EnsembleWeights;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.control.WeightsSpec;
import io.quorate.schema.model.LabelSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ControlViewTest {
    private static final EnsembleSpec BUNDLE = new EnsembleSpec(
            "file:///b.zip", "ab", 1, "layout", LabelSpec.direction(1), List.of("x", "y"), List.of(0.5, 0.5));

    private final ControlView view = new ControlView();
    private long offset;

    @Test
    void anEmptyLogSaysNothing() {
        ControlStatus s = view.status();
        assertThat(s.records()).isZero();
        assertThat(s.watermarkMs()).isNull();
        assertThat(s.frontierMs()).isNull();
        assertThat(s.ensemble()).isNull();
    }

    @Test
    void epochsArePendingUntilTheMarketReachesThem() {
        add(epoch(ControlKind.ENSEMBLE, "*", 1, 0));
        assertThat(view.status().ensemble()).isNull();
        assertThat(view.status().pending()).extracting(EpochStatus::version).containsExactly(1L);
        add(ControlRecord.frontier(5_000, 100));
        add(epoch(ControlKind.ENSEMBLE, "*", 2, 5_001));
        ControlStatus s = view.status();
        assertThat(s.ensemble()).extracting(EpochStatus::version).isEqualTo(1L);
        assertThat(s.pending()).extracting(EpochStatus::version).containsExactly(2L);
        add(ControlRecord.frontier(9_000, 5_001));
        s = view.status();
        assertThat(s.ensemble()).extracting(EpochStatus::version).isEqualTo(2L);
        assertThat(s.ensemble())
                .extracting(EpochStatus::author, EpochStatus::reason)
                .containsExactly("ann", "why");
        assertThat(s.pending()).isEmpty();
        assertThat(s.frontierMs()).isEqualTo(9_000);
        assertThat(s.watermarkMs()).isEqualTo(5_001);
        assertThat(s.closed()).isFalse();
    }

    @Test
    void anEpochBehindTheFrontierIsVoid() {
        add(ControlRecord.frontier(5_000, 100));
        add(epoch(ControlKind.STRATEGY, "p", 1, 5_000));
        add(ControlRecord.frontier(9_000, 9_000));
        assertThat(view.status().portfolios()).isEmpty();
    }

    @Test
    void portfoliosShowWhatIsTheirOwn() {
        add(epoch(ControlKind.STRATEGY, "p", 1, 0));
        add(epoch(ControlKind.LIMITS, "q", 1, 0));
        add(epoch(ControlKind.LIMITS, "*", 4, 0));
        add(epoch(ControlKind.KILL, "q", 1, 0));
        add(ControlRecord.frontier(5_000, 100));
        ControlStatus s = view.status();
        assertThat(s.limits()).extracting(EpochStatus::version).isEqualTo(4L);
        assertThat(s.portfolios()).extracting(ControlStatus.Portfolio::name).containsExactly("p", "q");
        assertThat(s.portfolios().get(0).limits()).isNull();
        assertThat(s.portfolios().get(0).kill()).isNull();
        assertThat(s.portfolios().get(1).kill()).isNotNull();
        assertThat(s.kill()).isNull();
        add(epoch(ControlKind.RESUME, "q", 2, 5_001));
        add(epoch(ControlKind.KILL, "*", 1, 5_001));
        add(ControlRecord.frontier(9_000, 6_000));
        s = view.status();
        assertThat(s.portfolios().get(1).kill()).isNull();
        assertThat(s.kill()).isNotNull();
    }

    @Test
    void weightsCountForTheEnsembleInForceOnly() {
        add(epoch(ControlKind.ENSEMBLE, "*", 1, 0));
        WeightsSpec other = new WeightsSpec(0, List.of(new EnsembleWeights(9, 0, List.of(0.1, 0.9))));
        add(ControlRecord.weights(10, other));
        add(ControlRecord.frontier(5_000, 100));
        assertThat(view.status().weights()).isNull();
        WeightsSpec own = new WeightsSpec(1, List.of(new EnsembleWeights(1, 0, List.of(0.3, 0.7))));
        add(ControlRecord.weights(5_001, own));
        add(ControlRecord.frontier(9_000, 6_000));
        assertThat(view.status().weights()).isEqualTo(new ControlStatus.Weights(1, 5_001, Map.of("x", 0.3, "y", 0.7)));
    }

    @Test
    void aBundleIsPreparingUntilItIsAnswered() {
        add(record(ControlKind.PREPARE, "*", 3, -1, 1, 7));
        view.add(new ControlAck(3, "ab", 0, 2, 1, true, ""));
        view.add(new ControlAck(3, "ab", 1, 2, 0, true, ""));
        view.add(new ControlAck(3, "cd", 1, 2, 1, true, ""));
        assertThat(view.status().preparing()).singleElement().satisfies(p -> {
            assertThat(p.version()).isEqualTo(3);
            assertThat(p.loaded()).isEqualTo(1);
            assertThat(p.parallelism()).isEqualTo(2);
        });
        add(record(ControlKind.REFUSED, "*", 3, 0, 0, 7));
        ControlStatus s = view.status();
        assertThat(s.preparing()).isEmpty();
        assertThat(s.refused()).singleElement().satisfies(r -> {
            assertThat(r.requestOffset()).isEqualTo(7);
            assertThat(r.reason()).isEqualTo("why");
        });
    }

    @Test
    void onlyTheLastRefusalsAreKept() {
        for (int i = 0; i < 25; i++) {
            add(record(ControlKind.REFUSED, "*", 0, 0, 0, i));
        }
        assertThat(view.status().refused())
                .extracting(ControlStatus.Refused::requestOffset)
                .containsExactly(15L, 16L, 17L, 18L, 19L, 20L, 21L, 22L, 23L, 24L);
    }

    @Test
    void aFinishedLogIsClosed() {
        add(epoch(ControlKind.ENSEMBLE, "*", 1, 0));
        add(ControlRecord.frontier(Long.MAX_VALUE, Long.MAX_VALUE));
        assertThat(view.status().closed()).isTrue();
        assertThat(view.status().ensemble()).isNotNull();
    }

    private void add(ControlRecord r) {
        view.add(new LoggedRecord(r, offset++, 1_000));
    }

    private ControlRecord epoch(ControlKind kind, String scope, long version, long effectiveFromMs) {
        return record(kind, scope, version, effectiveFromMs, 0, 100 + offset);
    }

    private static ControlRecord record(
            ControlKind kind, String scope, long version, long effectiveFromMs, int round, long requestOffset) {
        boolean bundle = kind == ControlKind.ENSEMBLE || kind == ControlKind.PREPARE;
        @Nullable StrategySpec strategy = kind == ControlKind.STRATEGY ? StrategyDefaults.SPEC : null;
        @Nullable LimitsSpec limits = kind == ControlKind.LIMITS ? LimitsDefaults.SPEC : null;
        return new ControlRecord(
                kind,
                scope,
                version,
                effectiveFromMs,
                0,
                round,
                requestOffset,
                "id",
                "ann",
                "why",
                bundle ? BUNDLE : null,
                null,
                strategy,
                limits);
    }
}
