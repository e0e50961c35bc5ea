package io.quorate.job.tune;

import io.quorate.job.fault.RootCause;
import io.quorate.tune.Assignment;
import io.quorate.tune.FinishedTrial;
import io.quorate.tune.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates trials: what an objective returns or throws becomes a trial that is complete, pruned or failed. Depends on the
 * assignment and on trials of earlier generations alone. Used by several threads.
 */
final class TrialEvaluation {
    private static final double[] NONE = {};
    private static final int MOST_REASON_CHARS = 500;

    private final TrialObjective objective;
    private final ObjectiveShape shape;
    private final List<ConstraintLimit> limits;

    TrialEvaluation(TrialObjective objective, List<ConstraintLimit> limits) {
        this.objective = objective;
        this.shape = objective.shape();
        this.limits = List.copyOf(limits);
    }

    /**
     * Evaluates one.
     *
     * @param asked its number and suggestion
     * @param complete what the objective is given
     * @param rule when to give up
     */
    @SuppressWarnings("InterruptedExceptionSwallowed") // it goes on
    Trial evaluate(AskedTrial asked, Assignment complete, PruneRule rule) throws InterruptedException {
        long beginNanos = System.nanoTime();
        Steps steps = new Steps(shape, rule);
        Ending ending;
        try {
            TrialOutcome outcome = objective.evaluate(complete, steps);
            ending = ending(outcome, steps);
        } catch (InterruptedException e) {
            throw e;
        } catch (TrialFailedException e) {
            ending = Ending.failed(RootCause.oneLine(e.getMessage()));
        } catch (Exception | StackOverflowError e) {
            ending = Ending.failed(RootCause.of(e));
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("given up in trial " + asked.number());
        }
        long durationMs = (System.nanoTime() - beginNanos) / 1_000_000;
        FinishedTrial finished = new FinishedTrial(
                asked.number(),
                asked.suggested(),
                ending.values,
                ending.violations,
                steps.values(),
                ending.state,
                ending.reason);
        return new Trial(finished, ending.returns, ending.figures, durationMs);
    }

    private Ending ending(TrialOutcome outcome, Steps steps) {
        if (steps.problem != null) {
            return Ending.failed(steps.problem);
        }
        if (steps.pruned) {
            int step = steps.reported.size() - 1;
            return new Ending(
                    TrialState.PRUNED,
                    NONE,
                    NONE,
                    NONE,
                    outcome.figures(),
                    "step " + step + ": worse than the median of earlier trials");
        }
        double[] values = outcome.values();
        double[] own = outcome.violations();
        double[] returns = outcome.oosReturns();
        String problem = firstOf(
                sized("values", values, shape.objectives()),
                sized("violations", own, shape.constraints()),
                returnsProblem(returns));
        if (problem != null) {
            return Ending.failed(problem);
        }
        for (int i = 0; i < values.length; i++) {
            // + 0.0: a negated zero is a zero
            values[i] = shape.directions().get(i).minimised(values[i]) + 0.0;
        }
        return new Ending(TrialState.COMPLETE, values, violations(own, outcome), returns, outcome.figures(), null);
    }

    private double[] violations(double[] own, TrialOutcome outcome) {
        double[] violations = Arrays.copyOf(own, own.length + limits.size());
        for (int i = 0; i < limits.size(); i++) {
            ConstraintLimit limit = limits.get(i);
            Double value = outcome.figures().get(limit.figure());
            violations[own.length + i] = limit.violation(value == null ? Double.NaN : value);
        }
        return violations;
    }

    private static @Nullable String sized(String what, double[] numbers, List<String> names) {
        if (numbers.length != names.size()) {
            return what + ": expected " + names.size() + ", was " + numbers.length;
        }
        for (int i = 0; i < numbers.length; i++) {
            if (!Double.isFinite(numbers[i])) {
                return names.get(i) + ": expected a finite number, was " + numbers[i];
            }
        }
        return null;
    }

    private static @Nullable String returnsProblem(double[] returns) {
        for (int i = 0; i < returns.length; i++) {
            if (!Double.isFinite(returns[i])) {
                return "return " + i + ": expected a finite number, was " + returns[i];
            }
        }
        return null;
    }

    private static @Nullable String firstOf(@Nullable String... problems) {
        for (String problem : problems) {
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    /** How a trial ended; values minimised. */
    private record Ending(
            TrialState state,
            double[] values,
            double[] violations,
            double[] returns,
            Map<String, Double> figures,
            @Nullable String reason) {

        static Ending failed(String reason) {
            String text = reason.isEmpty() ? "no reason given" : reason;
            return new Ending(
                    TrialState.FAILED,
                    NONE,
                    NONE,
                    NONE,
                    Map.of(),
                    text.length() <= MOST_REASON_CHARS ? text : text.substring(0, MOST_REASON_CHARS) + "…");
        }
    }

    /** What a trial reports on its way. */
    private static final class Steps implements TrialSteps {
        private final ObjectiveShape shape;
        private final PruneRule rule;
        private final List<Double> reported = new ArrayList<>();
        private boolean pruned;
        private @Nullable String problem;

        Steps(ObjectiveShape shape, PruneRule rule) {
            this.shape = shape;
            this.rule = rule;
        }

        @Override
        public boolean report(int step, double value) {
            if (pruned || problem != null) {
                return true;
            }
            if (step != reported.size() || !Double.isFinite(value)) {
                problem = step != reported.size()
                        ? "step " + step + ": expected step " + reported.size()
                        : "step " + step + ": expected a finite number, was " + value;
                return true;
            }
            reported.add(shape.directions().get(0).minimised(value) + 0.0);
            pruned = rule.prune(values());
            return pruned;
        }

        double[] values() {
            return reported.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }
}
