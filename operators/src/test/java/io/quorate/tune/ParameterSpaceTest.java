package io.quorate.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterSpaceTest {
    private static final Parameter MODEL = new CategoricalParameter("model", List.of("rf", "xgb"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2   | 1    | false | 0   | parameter p, low: expected at most high (1.0), was 2.0",
                "NaN | 1    | false | 0   | parameter p, low: expected a finite number, was NaN",
                "0   | 1e999| false | 0   | parameter p, high: expected a finite number, was Infinity",
                "0   | 1    | true  | 0   | parameter p, low: expected above 0, for log, was 0.0",
                "1   | 2    | true  | .5  | parameter p, step: expected 0 (continuous), for log, was 0.5",
                "0   | 1    | false | -1  | parameter p, step: expected 0 (continuous) or more, was -1.0",
                "0   | 1    | false | .3  | parameter p, step: expected a divisor of high - low (1.0), was 0.3"
            })
    void floatsAreChecked(double low, double high, boolean log, double step, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FloatParameter("p", low, high, log, step, null))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | 1 | 1 | false | parameter p, low: expected at most high (1), was 2",
                "0 | 9 | 1 | true  | parameter p, low: expected at least 1, for log, was 0",
                "0 | 9 | 0 | false | parameter p, step: expected at least 1, was 0",
                "1 | 9 | 2 | true  | parameter p, step: expected 1, for log, was 2",
                "0 | 9 | 2 | false | parameter p, step: expected a divisor of high - low (9), was 2"
            })
    void wholeNumbersAreChecked(long low, long high, long step, boolean log, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IntParameter("p", low, high, step, log, null))
                .withMessage(message);
    }

    @Test
    void choicesAreDifferentAndSome() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CategoricalParameter("p", List.of()))
                .withMessage("parameter p, choices: expected at least one, was []");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CategoricalParameter("p", List.of("a", "a")))
                .withMessage("parameter p, choices: expected different names, was [a, a]");
    }

    @Test
    void aStepOfTenthsReachesTheEnd() {
        FloatParameter p = new FloatParameter("p", .1, 1, false, .1, null);
        assertThat(p.levels()).isEqualTo(10);
        assertThat(p.level(9)).isEqualTo(1.0);
        assertThat(p.admits(p.level(6))).isTrue();
        assertThat(p.admits(.65)).isFalse();
    }

    @Test
    void namesAreUsedOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ParameterSpace(List.of(MODEL, MODEL)))
                .withMessage("parameter model, name: expected a name used once, was used twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ParameterSpace(List.of()))
                .withMessage("space: expected at least one parameter, was none");
    }

    @Test
    void aConditionNamesAnEarlierParameterAndItsValues() {
        Parameter child = new IntParameter("depth", 1, 9, 1, false, new Condition("model", List.of("xgb")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ParameterSpace(List.of(child, MODEL)))
                .withMessage("parameter depth, when: expected a parameter declared before it, was 'model'");
        Parameter wrong = new IntParameter("depth", 1, 9, 1, false, new Condition("model", List.of("svm")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ParameterSpace(List.of(MODEL, wrong)))
                .withMessage("parameter depth, when: expected values that model can have, was 'svm'");
        Parameter number = new FloatParameter("share", 0, 1, false, 0, new Condition("depth", List.of("3", "x")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ParameterSpace(List.of(MODEL, child, number)))
                .withMessage("parameter share, when: expected values that depth can have, was 'x'");
    }

    @Test
    void anAssignmentHoldsWhatIsActive() {
        ParameterSpace space = new ParameterSpace(
                List.of(MODEL, new IntParameter("depth", 1, 9, 2, false, new Condition("model", List.of("xgb")))));
        space.check(new Assignment(Map.of("model", "rf")));
        space.check(new Assignment(Map.of("model", "xgb", "depth", 3L)));
        refused(space, Map.of("model", "xgb"), "parameter depth, value: expected a value, was none");
        refused(
                space,
                Map.of("model", "rf", "depth", 3L),
                "parameter depth, value: expected none, as its condition does not hold, was 3");
        refused(space, Map.of("model", "xgb", "depth", 4L), ", was 4");
        refused(space, Map.of("model", "xgb", "depth", 3.0), ", was 3.0");
        refused(space, Map.of("model", "rf", "other", 1L), "expected parameters of the space");
    }

    @Test
    void anAssignmentGivesTypedValues() {
        Assignment a = new Assignment(Map.of("x", 1.5, "n", 2L, "c", "xgb"));
        assertThat(a.number("x")).isEqualTo(1.5);
        assertThat(a.number("n")).isEqualTo(2.0);
        assertThat(a.integer("n")).isEqualTo(2);
        assertThat(a.text("c")).isEqualTo("xgb");
        assertThat(a.has("y")).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.integer("x"))
                .withMessage("parameter x, value: expected a whole number, was '1.5'");
        assertThatIllegalArgumentException().isThrownBy(() -> a.number("y")).withMessageEndingWith("was none");
    }

    private static void refused(ParameterSpace space, Map<String, Object> values, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> space.check(new Assignment(values)))
                .withMessageContaining(message);
    }
}
