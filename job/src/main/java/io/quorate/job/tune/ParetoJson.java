package io.quorate.job.tune;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quorate.performance.Figure;
import io.quorate.tune.TrialState;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A study's result as JSON: the front, and how far it can be believed. What is undefined is null, with a reason beside. */
final class ParetoJson {
    private static final String UNDEFINED = "undefined";

    private ParetoJson() {}

    static ObjectNode of(
            StudyPlan plan, StudyEnd end, StudyAnalysis analysis, Map<Integer, HoldOut> holdOuts, List<String> files) {
        ObjectiveShape shape = plan.source().shape();
        ObjectNode root = TrialCodec.MAPPER.createObjectNode();
        study(root.putObject("study"), plan, end);
        ArrayNode objectives = root.putArray("objectives");
        for (int i = 0; i < shape.objectives().size(); i++) {
            ObjectNode objective = objectives.addObject();
            objective.put("name", shape.objectives().get(i));
            objective.put("direction", shape.directions().get(i).name());
        }
        List<String> constraints = TrialsCsv.constraints(plan.space(), shape);
        constraints.forEach(root.putArray("constraints")::add);
        root.put("feasible", analysis.feasible());
        if (!analysis.feasible()) {
            root.put(
                    "note",
                    analysis.front().isEmpty()
                            ? "no trial is complete"
                            : "no trial keeps every constraint; the front has those nearest to it");
        }
        root.put("trialsWithReturns", analysis.trialsWithReturns());
        root.put("trialsTried", analysis.trialsTried());
        figure(root, "varianceOfSharpe", analysis.varianceOfSharpe());
        figure(root, "effectiveTrials", analysis.effectiveTrials());
        figure(root, "pbo", analysis.pbo());
        figure(root, "hypervolume", analysis.hypervolume());
        FrontPoint chosen = analysis.chosen();
        root.put("chosen", chosen == null ? null : chosen.trial().number());
        files.forEach(root.putArray("files")::add);
        ArrayNode front = root.putArray("front");
        for (FrontPoint point : analysis.front()) {
            HoldOut holdOut = holdOuts.getOrDefault(point.trial().number(), HoldOut.none("not evaluated"));
            point(front.addObject(), plan, constraints, point, holdOut);
        }
        return root;
    }

    private static void study(ObjectNode node, StudyPlan plan, StudyEnd end) {
        node.put("trials", end.trials().size());
        for (TrialState state : TrialState.values()) {
            node.put(
                    state.name().toLowerCase(Locale.ROOT),
                    end.trials().stream().filter(t -> t.state() == state).count());
        }
        node.put("stopped", end.why().name());
        node.put("reason", end.reason());
        node.put("seed", plan.options().seed());
        node.put("identity", plan.identity().digest());
        node.put("sequence", end.sequence());
    }

    private static void point(
            ObjectNode node, StudyPlan plan, List<String> constraints, FrontPoint point, HoldOut holdOut) {
        ObjectiveShape shape = plan.source().shape();
        Trial trial = point.trial();
        node.put("number", trial.number());
        node.put("feasible", point.feasible());
        values(node.putObject("values"), shape.objectives(), trial.values(shape));
        values(node.putObject("violations"), constraints, trial.finished().violations());
        figure(node, "sharpePerPeriod", point.sharpe());
        figure(node, "psr", point.psr());
        figure(node, "dsr", point.dsr());
        figures(node.putObject("figures"), trial.figures());
        TrialOutcome outcome = holdOut.outcome();
        if (outcome == null) {
            node.putNull("holdOut");
            undefined(node).put("holdOut", holdOut.undefined());
        } else {
            ObjectNode held = node.putObject("holdOut");
            values(held.putObject("values"), shape.objectives(), outcome.values());
            figures(held.putObject("figures"), outcome.figures());
        }
        ObjectNode assignment = node.putObject("assignment");
        plan.space().complete(trial.finished().assignment()).values().forEach((name, value) -> {
            if (value instanceof Long whole) {
                assignment.put(name, whole);
            } else if (value instanceof Double number) {
                assignment.put(name, number);
            } else {
                assignment.put(name, value.toString());
            }
        });
    }

    private static void values(ObjectNode node, List<String> names, double[] values) {
        for (int i = 0; i < names.size(); i++) {
            if (i < values.length && Double.isFinite(values[i])) {
                node.put(names.get(i), values[i]);
            } else {
                node.putNull(names.get(i));
            }
        }
    }

    private static void figures(ObjectNode node, Map<String, Double> figures) {
        figures.forEach((name, value) -> node.put(name, Double.isFinite(value) ? value : null));
    }

    private static void figure(ObjectNode node, String name, Figure figure) {
        if (figure.defined()) {
            node.put(name, figure.value());
        } else {
            node.putNull(name);
            undefined(node).put(name, figure.undefined());
        }
    }

    private static ObjectNode undefined(ObjectNode node) {
        return node.withObjectProperty(UNDEFINED);
    }
}
