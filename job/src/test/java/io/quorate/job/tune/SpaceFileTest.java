package io.quorate.job.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quorate.job.fault.UserError;
import io.quorate.tune.Assignment;
import io.quorate.tune.CategoricalParameter;
import io.quorate.tune.Condition;
import io.quorate.tune.FloatParameter;
import io.quorate.tune.IntParameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a space file may say, and what is said of one that is wrong. */
class SpaceFileTest {
    private static final List<TunablePath> PATHS = List.of(
            TunablePath.number("risk.fraction", 0, 1, "share of equity"),
            TunablePath.integer("model.depth", 1, 20, "of a tree"),
            TunablePath.choice("model.kind", List.of("forest", "svm"), "which model"),
            TunablePath.number("model.gamma", 0, 10, "of the svm"));
    private static final List<FigureRange> FIGURES =
            List.of(new FigureRange("max_drawdown", 0, 1), new FigureRange("trades", 0, Double.POSITIVE_INFINITY));

    @Test
    void everyKindOfParameterIsRead() {
        StudySpace space = resolve("""
                parameters:
                  model.gamma: {type: float, low: 1e-4, high: 1, log: true, when: {model.kind: svm}}
                  model.kind: {type: categorical, choices: [forest, svm]}
                  model.depth: {type: int, low: 2, high: 10, step: 2, when: {model.kind: [forest]}}
                fixed: {risk.fraction: 1}
                constraints: {max_drawdown: {max: 0.25}, trades: {min: 30}}
                """);
        assertThat(space.space().parameters())
                .containsExactly(
                        new CategoricalParameter("model.kind", List.of("forest", "svm")),
                        new FloatParameter("model.gamma", 1e-4, 1, true, 0, when("svm")),
                        new IntParameter("model.depth", 2, 10, 2, false, when("forest")));
        assertThat(space.fixed()).containsExactly(Map.entry("risk.fraction", 1.0));
        assertThat(space.constraints())
                .containsExactly(
                        new ConstraintLimit("max_drawdown", false, 0.25), new ConstraintLimit("trades", true, 30));
    }

    @Test
    void numbersAmongChoicesReachTheObjectiveAsNumbers() {
        StudySpace space = resolve("""
                parameters:
                  model.depth: {type: categorical, choices: [3, 10]}
                  risk.fraction: {type: int, low: 0, high: 1}
                """);
        Map<String, Object> suggested = new LinkedHashMap<>(Map.of("model.depth", "10"));
        suggested.put("risk.fraction", 1L);
        assertThat(space.complete(new Assignment(suggested)).values())
                .isEqualTo(Map.of("model.depth", 10L, "risk.fraction", 1.0));
    }

    @Test
    void everyMistakeIsSaidAtOnceWithItsLine() {
        UserError error = refused("""
                parameters:
                  risk.fraction: {type: float, low: 0.5, high: 0.1}
                  risk.fracton: {type: float, low: 0, high: 0.1}
                  model.gamma: {type: float, low: 0, high: 1, log: true}
                  model.depth: {type: int, low: two, hihg: 3}
                  model.kind: {type: choice, choices: [svm]}
                fixed: {model.depth: 50}
                constraint: {}
                constraints:
                  max_drawdown: {min: 0.4, max: -0.1}
                  trads: {min: 1}
                  trades: {}
                """);
        assertThat(error.exitCode()).isEqualTo(UserError.WRONG_USE);
        assertThat(error.lines())
                .containsExactlyInAnyOrder(
                        "s.yaml:8: space file, constraint: expected one of parameters, fixed, constraints, objectives,"
                                + " settings (did you mean constraints?), was an unknown field",
                        "s.yaml:2: parameter risk.fraction, low: expected at most high (0.1), was 0.5",
                        "s.yaml:4: parameter model.gamma, low: expected above 0, for log, was 0.0",
                        "s.yaml:5: parameter model.depth, hihg: expected one of type, low, high, step, log, when (did you"
                                + " mean high?), was an unknown field",
                        "s.yaml:5: parameter model.depth, low: expected a whole number, was 'two'",
                        "s.yaml:5: parameter model.depth, high: expected a whole number, was none",
                        "s.yaml:6: parameter model.kind, type: expected float, int or categorical, was 'choice'",
                        "s.yaml:10: constraint max_drawdown: expected min at most max, was min 0.4 and max -0.1, which"
                                + " nothing can keep",
                        "s.yaml:12: constraint trades: expected min or max, was neither",
                        "s.yaml:3: parameter risk.fracton: expected a path the objective knows (did you mean"
                                + " risk.fraction?), see `quorate tune paths`, was unknown",
                        "s.yaml:7: fixed model.depth: expected tuned or fixed, was both",
                        "s.yaml:7: fixed model.depth: expected from 1 to 20, was 50",
                        "s.yaml:10: constraint max_drawdown, max: expected at least 0.0, was -0.1, which nothing can keep",
                        "s.yaml:11: constraint trads: expected a figure of the objective (did you mean trades?), was"
                                + " unknown");
    }

    @Test
    void conditionsNeedParentsThatCanHaveTheValueAndNoCycle() {
        assertThat(refused("""
                        parameters:
                          model.gamma: {type: float, low: 0, high: 1, when: {model.kint: svm}}
                          model.kind: {type: categorical, choices: [forest, svm], when: {model.depth: 3}}
                          model.depth: {type: int, low: 1, high: 5, when: {model.kind: svm}}
                          risk.fraction: {type: float, low: 0, high: 1, when: {risk.fraction: 0.5}}
                        """).lines())
                .containsExactly(
                        "s.yaml:2: parameter model.gamma, when: expected a parameter of this file (did you mean"
                                + " model.kind?), was 'model.kint'",
                        "s.yaml:4: parameter model.depth, when: expected a parameter that does not depend on this one,"
                                + " was a cycle: model.kind <- model.depth <- model.kind",
                        "s.yaml:5: parameter risk.fraction, when: expected a parameter that does not depend on this one,"
                                + " was a cycle: risk.fraction <- risk.fraction");
        assertThat(refused("""
                        parameters:
                          model.kind: {type: categorical, choices: [forest, svm]}
                          model.depth: {type: int, low: 1, high: 5, when: {model.kind: [svm, xgb]}}
                        """).lines())
                .containsExactly(
                        "s.yaml:3: parameter model.depth, when: expected values that model.kind can have, was 'xgb'");
    }

    @Test
    void aParentsValueMayBeWrittenInAnyWay() {
        StudySpace space = resolve("""
                parameters:
                  model.gamma: {type: float, low: 0, high: 1, step: 0.5}
                  model.depth: {type: int, low: 1, high: 5, when: {model.gamma: 0.50}}
                """);
        assertThat(space.space().parameters().get(1).when()).isEqualTo(new Condition("model.gamma", List.of("0.5")));
    }

    @Test
    void whatStandsTwiceIsRefused() {
        assertThat(refused("""
                        parameters:
                          model.depth: {type: int, low: 1, high: 5}
                          model.depth: {type: int, low: 1, low: 2, high: 5}
                        """).lines())
                .containsExactlyInAnyOrder(
                        "s.yaml:2: parameter model.depth: expected once, was on line 2 and again on line 3",
                        "s.yaml:2: parameter model.depth, low: expected once, was on line 2 and again on line 3",
                        "s.yaml:2: parameter model.depth, low: expected once, was on line 2 and again on line 3",
                        "s.yaml:2: parameter model.depth, type: expected once, was on line 2 and again on line 3",
                        "s.yaml:2: parameter model.depth, high: expected once, was on line 2 and again on line 3");
    }

    @Test
    void rangesAndChoicesStayInsideWhatTheObjectiveAllows() {
        assertThat(refused("""
                        parameters:
                          risk.fraction: {type: float, low: -1, high: 2}
                          model.depth: {type: float, low: 1, high: 5}
                          model.kind: {type: categorical, choices: [svm, xgb]}
                          model.gamma: {type: categorical, choices: [1, much]}
                        """).lines())
                .containsExactly(
                        "s.yaml:2: parameter risk.fraction, low: expected from 0.0 to 1.0, was -1.0",
                        "s.yaml:2: parameter risk.fraction, high: expected from 0.0 to 1.0, was 2.0",
                        "s.yaml:3: parameter model.depth, type: expected int or categorical, was 'float'",
                        "s.yaml:4: parameter model.kind, choices: expected one of forest, svm, was 'xgb'",
                        "s.yaml:5: parameter model.gamma, choices: expected a number, was 'much'");
    }

    @Test
    void whatIsNoYamlOrNoMapIsRefusedWithItsLine() {
        assertThat(refused("parameters: {a: {type: int\n").lines())
                .singleElement()
                .asString()
                .matches("s.yaml:[0-9]+: expected YAML or JSON, was not: .*");
        assertThat(refused("just a text\n").lines())
                .contains("s.yaml:1: parameters: expected a map with at least one parameter, was none");
        assertThat(refused("parameters: {}\nobjectives: sharpe\nsettings: 3\n").lines())
                .containsExactly(
                        "s.yaml:1: parameters: expected a map with at least one parameter, was an empty list or map",
                        "s.yaml:2: objectives: expected a list of names, was 'sharpe'",
                        "s.yaml:3: settings: expected a map, was '3'");
    }

    @Test
    void whatTheObjectiveRefusesIsSaidTogetherWithTheRest() {
        SpaceFile file = SpaceFile.parse("s.yaml", "parameters: {}\n");
        assertThat(file.refused(UserError.wrongUse("folds: expected at least 2, was 1"))
                        .lines())
                .hasSize(2)
                .last()
                .isEqualTo("folds: expected at least 2, was 1");
    }

    private static Condition when(String kind) {
        return new Condition("model.kind", List.of(kind));
    }

    private static StudySpace resolve(String text) {
        return SpaceFile.parse("s.yaml", text).resolve(PATHS, FIGURES);
    }

    private static UserError refused(String text) {
        return catchThrowableOfType(UserError.class, () -> resolve(text));
    }
}
