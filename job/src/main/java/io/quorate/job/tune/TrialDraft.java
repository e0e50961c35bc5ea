package io.quorate.job.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quorate.backtest.PipelineSettings;
import io.quorate.control.EpochRules;
import io.quorate.job.fault.UserError;
import io.quorate.job.options.Option;
import io.quorate.job.options.Settings;
import io.quorate.job.topology.JobSetup;
import io.quorate.learn.TrainOptions;
import io.quorate.learn.TrainOptionsBuilder;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.model.LabelSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an assignment changes of the settings, value by value, before it is checked as a whole. */
final class TrialDraft {
    /** Name of the one portfolio of a trial. */
    static final String PORTFOLIO = "tune";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double HOUR_MS = 3_600_000;
    private static final double DAY_MS = 86_400_000;

    private final ObjectiveSettings base;
    private final Map<String, String> options = new TreeMap<>();
    private final ObjectNode strategy;
    private final ObjectNode limits;
    private final TreeSet<String> hiddenGroups = new TreeSet<>();
    final TrainOptionsBuilder train;
    boolean barriers;
    int horizonSamples = 5;
    double upperSigmas = 2;
    double lowerSigmas = 2;
    double calibrationFraction = 0.25;
    int warmUpSamples;
    private long embargoMs;
    private long trainMs = -1;

    TrialDraft(ObjectiveSettings base, TrainOptions cheap) {
        this.base = base;
        this.train = cheap.toBuilder();
        this.embargoMs = base.embargoMs();
        this.strategy = JSON.valueToTree(base.strategy());
        this.limits = JSON.valueToTree(base.limits());
    }

    void option(Option<?> option, String text) {
        options.put(option.key(), text);
    }

    void duration(Option<?> option, double ms) {
        options.put(option.key(), Math.round(ms) + "ms");
    }

    void strategy(String field, Object value) {
        strategy.set(field, JSON.valueToTree(value));
    }

    void limits(String field, Object value) {
        limits.set(field, JSON.valueToTree(value));
    }

    /** Sets a field of a part of the strategy that may be absent, and then starts from {@code none}. */
    void strategyPart(String part, Record none, String field, Object value) {
        part(strategy, part, none).set(field, JSON.valueToTree(value));
    }

    /** As the other, of the limits. */
    void limitsPart(String part, Record none, String field, Object value) {
        part(limits, part, none).set(field, JSON.valueToTree(value));
    }

    private static ObjectNode part(ObjectNode whole, String name, Record none) {
        if (!(whole.get(name) instanceof ObjectNode)) {
            whole.set(name, JSON.valueToTree(none));
        }
        return (ObjectNode) whole.get(name);
    }

    void group(String name, boolean on) {
        if (on) {
            hiddenGroups.remove(name);
        } else {
            hiddenGroups.add(name);
        }
    }

    void embargoHours(double hours) {
        embargoMs = Math.round(hours * HOUR_MS);
    }

    void trainDays(double days) {
        trainMs = Math.round(days * DAY_MS);
    }

    /** Checks the whole. Throws TrialFailedException for values that do not go together. */
    TrialPlan plan() throws TrialFailedException {
        try {
            Settings settings = base.options().with(options);
            PipelineSettings pipeline = JobSetup.pipeline(settings, 1);
            List<String> groups = FeatureGroup.names().stream()
                    .filter(name -> !hiddenGroups.contains(name))
                    .toList();
            train.embargoMs(embargoMs)
                    .features(
                            hiddenGroups.isEmpty()
                                    ? List.of()
                                    : FeatureGroup.columns(pipeline.layout().names(), groups));
            return new TrialPlan(
                    settings,
                    pipeline,
                    warmUpSamples,
                    label(),
                    groups,
                    train.build(),
                    calibrationFraction,
                    embargoMs,
                    trainMs,
                    checked(StrategySpec.class, strategy),
                    checked(LimitsSpec.class, limits));
        } catch (IllegalArgumentException e) {
            throw new TrialFailedException(String.valueOf(e.getMessage()), e);
        } catch (UserError e) {
            throw new TrialFailedException(String.join("; ", e.lines()), e);
        }
    }

    private LabelSpec label() {
        return barriers
                ? LabelSpec.tripleBarrier(horizonSamples, upperSigmas, lowerSigmas)
                : LabelSpec.direction(horizonSamples);
    }

    private static <T extends Record> T checked(Class<T> type, JsonNode tree) throws TrialFailedException {
        try {
            T spec = JSON.treeToValue(tree, type);
            String problem = spec instanceof StrategySpec s
                    ? EpochRules.strategy(PORTFOLIO, s)
                    : EpochRules.limits((LimitsSpec) spec);
            if (problem != null) {
                throw new TrialFailedException(problem);
            }
            return spec;
        } catch (JsonProcessingException e) {
            throw new TrialFailedException(e.getOriginalMessage(), e);
        }
    }
}
