package io.quorate.job.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.feature.FeatureLayout;
import io.quorate.job.options.TimeframeText;
import io.quorate.learn.TrainOptions;
import io.quorate.tune.Assignment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelinePathsTest {
    private static final ObjectiveSettings SETTINGS = ObjectiveSettingsReader.read("{}");
    private static final TrainOptions CHEAP = TrainOptions.defaults("t", "test");

    @Test
    void everyPathTakesItsBoundsAndChoices() {
        for (TunablePath path : PipelinePaths.all()) {
            for (Object value : values(path)) {
                TrialDraft draft = new TrialDraft(SETTINGS, CHEAP);
                org.assertj.core.api.Assertions.assertThatCode(
                                () -> PipelinePaths.apply(new Assignment(Map.of(path.path(), value)), draft))
                        .as("%s = %s", path.path(), value)
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void everyPathChangesThePlan() throws Exception {
        TrialPlan unchanged = plan(Map.of());
        for (TunablePath path : PipelinePaths.all()) {
            if (path.path().equals("features.upper") || path.path().equals("features.lower")) {
                continue;
            }
            boolean changes = false;
            for (Object value : middle(path)) {
                changes |= !same(plan(Map.of(path.path(), value)), unchanged);
            }
            assertThat(changes).as(path.path()).isTrue();
        }
        assertThat(plan(Map.of("features.label", "triple-barrier", "features.upper", 1.5, "features.lower", 3L))
                        .label())
                .hasToString("LabelSpec[target=TRIPLE_BARRIER, horizonSamples=5, upperSigmas=1.5, lowerSigmas=3.0,"
                        + " moveThreshold=0.0]");
    }

    @Test
    void everyColumnBelongsToOneGroup() {
        FeatureLayout layout = FeatureLayout.standard(5, 10, 20, 50).with(TimeframeText.parse("4h:5+20"));
        for (String column : layout.names()) {
            assertThat(FeatureGroup.of(column)).as(column).isNotNull();
        }
        for (FeatureGroup group : FeatureGroup.values()) {
            assertThat(FeatureGroup.columns(layout.names(), List.of(group.name().toLowerCase(java.util.Locale.ROOT))))
                    .as("%s", group)
                    .isNotEmpty()
                    .isSubsetOf(layout.names());
        }
    }

    @Test
    void aGroupThatIsOffIsNotLearnedFrom() throws Exception {
        TrialPlan plan = plan(Map.of("features.volume", "off"));
        assertThat(plan.train().features())
                .isNotEmpty()
                .noneMatch(name -> name.startsWith("volz") || name.startsWith("mfi") || name.startsWith("vwapdev"));
        assertThat(plan(Map.of("features.volume", "on")).train().features()).isEmpty();
    }

    private static boolean same(TrialPlan a, TrialPlan b) {
        return a.settings().given().equals(b.settings().given())
                && a.warmUpSamples() == b.warmUpSamples()
                && a.label().equals(b.label())
                && a.train().equals(b.train())
                && a.calibrationFraction() == b.calibrationFraction()
                && a.trainMs() == b.trainMs()
                && a.strategy().equals(b.strategy())
                && a.limits().equals(b.limits());
    }

    private static TrialPlan plan(Map<String, Object> values) throws TrialFailedException {
        TrialDraft draft = new TrialDraft(SETTINGS, CHEAP);
        PipelinePaths.apply(new Assignment(values), draft);
        return draft.plan();
    }

    /** Values that go with the defaults of everything else. */
    private static List<Object> middle(TunablePath path) {
        return switch (path.path()) {
            case "features.windows" -> List.of("7,14");
            case "features.higher" -> List.of("4h:5");
            case "strategy.sizing" -> List.of("fixed_fraction", "kelly");
            case "system.weights_delay_min" -> List.of(0.5);
            default ->
                switch (path.kind()) {
                    case TEXT -> List.copyOf(path.choices());
                    case INTEGER -> List.of((long) Math.min(path.high(), path.low() + 8));
                    case NUMBER -> List.of(path.low() + (Math.min(path.high(), 10) - path.low()) * 0.37);
                };
        };
    }

    private static List<Object> values(TunablePath path) {
        return switch (path.kind()) {
            case TEXT -> List.copyOf(path.choices());
            case INTEGER -> List.of((long) path.low(), (long) path.high());
            case NUMBER -> List.of(path.low(), path.high());
        };
    }
}
