package io.quorate.job.tune;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quorate.tune.Assignment;
import io.quorate.tune.FinishedTrial;
import io.quorate.tune.TrialState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What goes to task managers and back, as JSON texts. */
final class TrialWire {
    private static final double[] NONE = {};
    private static final Assignment NOTHING = new Assignment(Map.of());

    private TrialWire() {}

    /** A trial to evaluate: as suggested, and what the objective is given. */
    record Task(AskedTrial asked, Assignment complete) {}

    static String task(AskedTrial asked, Assignment complete) {
        ObjectNode node = TrialCodec.MAPPER.createObjectNode();
        node.put("number", asked.number());
        node.put("suggested", TrialCodec.assignment(asked.suggested()));
        node.put("complete", TrialCodec.assignment(complete));
        return TrialCodec.text(node);
    }

    static Task task(String text) throws IOException {
        JsonNode node = TrialCodec.MAPPER.readTree(text);
        return new Task(
                new AskedTrial(
                        node.path("number").intValue(),
                        TrialCodec.assignment(node.path("suggested").textValue())),
                TrialCodec.assignment(node.path("complete").textValue()));
    }

    static String result(Trial trial) {
        ObjectNode node = TrialCodec.MAPPER.createObjectNode();
        node.put("number", trial.number());
        node.put("suggested", TrialCodec.assignment(trial.finished().assignment()));
        node.put("result", TrialCodec.result(trial));
        node.put("returns", TrialCodec.returns(trial.oosReturns()));
        node.put("durationMs", trial.durationMs());
        return TrialCodec.text(node);
    }

    static Trial result(String text) throws IOException {
        JsonNode node = TrialCodec.MAPPER.readTree(text);
        return TrialCodec.trial(
                node.path("number").intValue(),
                TrialCodec.assignment(node.path("suggested").textValue()),
                node.path("result").textValue(),
                TrialCodec.returns(node.path("returns").binaryValue()),
                node.path("durationMs").longValue());
    }

    /** Of trials what pruning looks at: numbers, values, steps and states of those that reported steps. */
    static String earlier(List<FinishedTrial> trials) {
        ArrayNode array = TrialCodec.MAPPER.createArrayNode();
        for (FinishedTrial trial : trials) {
            if (trial.steps().length > 0) {
                ObjectNode node = array.addObject();
                node.put("number", trial.number());
                node.put("state", trial.state().name());
                node.put("values", TrialCodec.returns(trial.values()));
                node.put("steps", TrialCodec.returns(trial.steps()));
            }
        }
        return TrialCodec.text(array);
    }

    static List<FinishedTrial> earlier(String text) throws IOException {
        List<FinishedTrial> trials = new ArrayList<>();
        for (JsonNode node : TrialCodec.MAPPER.readTree(text)) {
            trials.add(new FinishedTrial(
                    node.path("number").intValue(),
                    NOTHING,
                    TrialCodec.returns(node.path("values").binaryValue()),
                    NONE,
                    TrialCodec.returns(node.path("steps").binaryValue()),
                    TrialState.valueOf(node.path("state").textValue()),
                    null));
        }
        return trials;
    }
}
