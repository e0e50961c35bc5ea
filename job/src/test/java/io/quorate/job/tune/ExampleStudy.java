package io.quorate.job.tune;

import io.quorate.job.report.PlotPage;
import io.quorate.job.tune.ObjectiveShape.Direction;
import io.quorate.tune.Assignment;
import io.quorate.tune.CategoricalParameter;
import io.quorate.tune.Condition;
import io.quorate.tune.FinishedTrial;
import io.quorate.tune.FloatParameter;
import io.quorate.tune.IntParameter;
import io.quorate.tune.ParameterSpace;
import io.quorate.tune.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A study with everything in it, made up. */
final class ExampleStudy {
    static final ObjectiveShape TWO = new ObjectiveShape(
            List.of("sharpe", "max_drawdown"), List.of(Direction.MAXIMISE, Direction.MINIMISE), List.of());
    static final ObjectiveShape ONE = new ObjectiveShape(List.of("sharpe"), List.of(Direction.MAXIMISE), List.of());
    private static final ParameterSpace SPACE = new ParameterSpace(List.of(
            new FloatParameter("members.xgboost.learning_rate", 0.001, 0.3, true, 0, null),
            new IntParameter("members.xgboost.depth", 2, 10, 1, false, null),
            new CategoricalParameter("strategy.exit", List.of("stop", "trail", "<none>"), null),
            new FloatParameter(
                    "strategy.trail", 0.01, 0.1, false, 0, new Condition("strategy.exit", List.of("trail")))));

    private ExampleStudy() {}

    static PlotPage page(ObjectiveShape shape, int trials) {
        StudyEnd end = new StudyEnd(StudyEnd.Stopped.COMPLETE, "all trials are done", trials(shape, trials));
        StudyAnalysis analysis = StudyAnalysis.of(
                StudyOptions.of(Math.max(1, trials), 1, shape.objectives().size()), end.trials());
        Map<Integer, HoldOut> holdOuts = new LinkedHashMap<>();
        analysis.front()
                .forEach(point -> holdOuts.put(
                        point.trial().number(),
                        new HoldOut(
                                new TrialOutcome(point.trial().values(shape), new double[0], new double[0], Map.of()),
                                null)));
        return TuneReport.page(
                "Study of <example>", shape, SPACE, end, analysis, holdOuts, Map.of("sampler", "tpe, seed 1"));
    }

    private static List<Trial> trials(ObjectiveShape shape, int count) {
        Random random = new Random(7);
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double rate = StrictMath.exp(
                    StrictMath.log(0.001) + random.nextDouble() * (StrictMath.log(0.3) - StrictMath.log(0.001)));
            long depth = 2L + random.nextInt(9);
            String exit = List.of("stop", "trail", "<none>").get(random.nextInt(3));
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("members.xgboost.learning_rate", rate);
            values.put("members.xgboost.depth", depth);
            values.put("strategy.exit", exit);
            if (exit.equals("trail")) {
                values.put("strategy.trail", 0.01 + 0.09 * random.nextDouble());
            }
            double off = StrictMath.log(rate / 0.03);
            double sharpe = 1.5 - 0.2 * off * off + (exit.equals("trail") ? 0.3 : 0) + 0.2 * random.nextGaussian();
            double drawdown = 0.05 + 0.02 * depth + 0.02 * StrictMath.abs(random.nextGaussian());
            TrialState state = i % 11 == 5 ? TrialState.PRUNED : i % 37 == 9 ? TrialState.FAILED : TrialState.COMPLETE;
            boolean complete = state == TrialState.COMPLETE;
            double[] all = {-sharpe, drawdown};
            double[] returns = new double[complete ? 320 : 0];
            Arrays.setAll(returns, k -> 0.001 * sharpe / 16 + 0.01 * random.nextGaussian());
            trials.add(new Trial(
                    new FinishedTrial(
                            i,
                            new Assignment(values),
                            complete ? Arrays.copyOf(all, shape.objectives().size()) : new double[0],
                            complete ? new double[] {drawdown - 0.25} : new double[0],
                            new double[0],
                            state,
                            complete ? null : state == TrialState.PRUNED ? "step 2: worse" : "no trade"),
                    returns,
                    Map.of(),
                    10));
        }
        return trials;
    }
}
