package io.quorate.lookahead;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.ensemble.RegimeFilter;
import io.quorate.ensemble.RegimeModel;
import io.quorate.learn.ProgressListener;
import io.quorate.schema.market.MarketEvent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** The classic ways to know the future, each beside a column that does not: all are caught and named, nothing else. */
class PlantedLookaheadTest {
    private static final List<MarketEvent> HISTORY = Bars.of(5, 600, "A");
    private static final int CUTS = 10;
    private static final int HORIZON = 10;

    /** A column of numbers, computed with the whole history at hand. */
    private interface Column {
        double[] of(double[] closes, List<MarketEvent> history);
    }

    @Test
    void aColumnThatLooksBackIsClean() {
        LookaheadResult result =
                test("back", (closes, history) -> column(closes, i -> i < 1 ? Double.NaN : closes[i - 1]));
        assertThat(result.offenders()).isEmpty();
        assertThat(result.cutsMs()).hasSize(CUTS).isSorted();
        assertThat(result.tested()).containsExactly(new Tested(Stage.FEATURE, 2, 4 * rowsUpToTheCuts(result)));
    }

    private static long rowsUpToTheCuts(LookaheadResult result) {
        return result.cutsMs().stream()
                .mapToLong(cut ->
                        HISTORY.stream().filter(e -> e.eventTimeMs() <= cut).count())
                .sum();
    }

    @Test
    void aShiftByOneIsNamed() {
        LookaheadResult result = test(
                "next_return",
                (closes, history) ->
                        column(closes, i -> i + 1 < closes.length ? closes[i + 1] / closes[i] - 1 : Double.NaN));
        only(result, "next_return", offender -> {
            assertThat(offender.tsMs()).isEqualTo(result.cutsMs().get(0));
            assertThat(offender.cuts()).isEqualTo(CUTS);
            // the last row before the cut: cut off, and with another future
            assertThat(offender.values()).isEqualTo(2 * CUTS);
            assertThat(offender.was()).isEqualTo("NaN");
        });
    }

    @Test
    void aScalerOfTheWholeSampleIsNamedFromTheFirstRowOn() {
        LookaheadResult result = test("zscore", (closes, history) -> {
            double mean = Arrays.stream(closes).average().orElseThrow();
            double deviation = StrictMath.sqrt(Arrays.stream(closes)
                    .map(x -> (x - mean) * (x - mean))
                    .average()
                    .orElseThrow());
            return column(closes, i -> (closes[i] - mean) / deviation);
        });
        only(
                result,
                "zscore",
                offender -> assertThat(offender.tsMs()).isEqualTo(HISTORY.get(0).eventTimeMs()));
    }

    @Test
    void aLabelAmongTheFeaturesIsNamedAHorizonBeforeTheCut() {
        LookaheadResult result = test(
                "momentum",
                (closes, history) -> column(
                        closes,
                        i -> i + HORIZON < closes.length ? Math.signum(closes[i + HORIZON] - closes[i]) : Double.NaN));
        only(result, "momentum", offender -> {
            assertThat(offender.tsMs()).isEqualTo(result.cutsMs().get(0) - (HORIZON - 1) * Bars.BAR_MS);
            assertThat(offender.reachMs()).isEqualTo((HORIZON - 1) * Bars.BAR_MS);
        });
    }

    @Test
    void aViterbiPathIsNamedWhereTheFilterOfTheSameModelIsClean() {
        assertThat(test("filtered", (closes, history) -> Regimes.filtered(closes))
                        .offenders())
                .isEmpty();
        only(test("viterbi", (closes, history) -> Regimes.viterbi(closes)), "viterbi", offender -> {
            assertThat(offender.expected()).isIn("0.0", "1.0").isNotEqualTo(offender.was());
            assertThat(offender.tsMs()).isLessThanOrEqualTo(offender.cutMs());
        });
    }

    @Test
    void aJoinOfTheHourThatHasNotEndedIsNamed() {
        LookaheadResult result =
                test("close@1h", (closes, history) -> column(closes, i -> closes[lastOfHour(history, i)]));
        only(result, "close@1h", offender -> {
            assertThat(Math.floorDiv(offender.tsMs() - 1, Bars.HOUR_MS))
                    .isEqualTo(Math.floorDiv(offender.cutMs() - 1, Bars.HOUR_MS));
            assertThat(offender.reachMs()).isBetween(0L, Bars.HOUR_MS - Bars.BAR_MS);
        });
        assertThat(test(
                                "close@1h",
                                (closes, history) -> column(closes, i -> {
                                    int before = hourStart(history, i) - 1;
                                    return before < 0 ? Double.NaN : closes[before];
                                }))
                        .offenders())
                .as("the hour before, joined in the same way")
                .isEmpty();
    }

    /** What merge_asof on open times gives: the bar of the hour in which a row lies, as far as the data goes. */
    private static int lastOfHour(List<MarketEvent> history, int i) {
        int last = i;
        while (last + 1 < history.size()
                && Math.floorDiv(history.get(last + 1).tsMs(), Bars.HOUR_MS)
                        == Math.floorDiv(history.get(i).tsMs(), Bars.HOUR_MS)) {
            last++;
        }
        return last;
    }

    private static int hourStart(List<MarketEvent> history, int i) {
        int first = i;
        while (first > 0
                && Math.floorDiv(history.get(first - 1).tsMs(), Bars.HOUR_MS)
                        == Math.floorDiv(history.get(i).tsMs(), Bars.HOUR_MS)) {
            first--;
        }
        return first;
    }

    @Test
    void rowsThatAreThereOnlyBecauseOfWhatFollowsAreNamed() {
        Probe probe = (history, out) -> {
            int series = out.series(Stage.DECISION, List.of("side", "reason"));
            for (int i = 0; i + 1 < history.size(); i++) {
                if (history.get(i + 1).close() > history.get(i).close()) {
                    out.row(series, "p A", history.get(i).eventTimeMs(), new String[] {"LONG", "KNOWS"});
                }
            }
        };
        LookaheadResult result = Lookahead.test(probe, HISTORY, LookaheadOptions.exact(CUTS, 1), ProgressListener.NONE);
        assertThat(result.offenders()).singleElement().satisfies(offender -> {
            assertThat(offender.stage()).isEqualTo(Stage.DECISION);
            assertThat(offender.column()).isEqualTo("(row)");
        });
    }

    @Test
    void columnsThatDependOnWhatFollowsAreNamed() {
        Probe probe = (history, out) -> {
            double greatest =
                    history.stream().mapToDouble(MarketEvent::close).max().orElse(0);
            int series = out.series(Stage.FEATURE, List.of("below_" + greatest));
            history.forEach(e -> out.row(series, "A", e.eventTimeMs(), new double[] {1}));
        };
        List<Offender> offenders = Lookahead.test(
                        probe, HISTORY, LookaheadOptions.exact(CUTS, 1), ProgressListener.NONE)
                .offenders();
        assertThat(offenders).extracting(Offender::column).contains("(columns)");
    }

    private interface Value {
        double at(int i);
    }

    private static double[] column(double[] closes, Value value) {
        double[] column = new double[closes.length];
        Arrays.setAll(column, value::at);
        return column;
    }

    /** The column beside the close, which looks at nothing. */
    private static LookaheadResult test(String name, Column column) {
        Probe probe = (history, out) -> {
            double[] closes = history.stream().mapToDouble(MarketEvent::close).toArray();
            double[] values = column.of(closes, history);
            int series = out.series(Stage.FEATURE, List.of("close", name));
            for (int i = 0; i < closes.length; i++) {
                out.row(series, "A", history.get(i).eventTimeMs(), new double[] {closes[i], values[i]});
            }
        };
        return Lookahead.test(probe, HISTORY, LookaheadOptions.exact(CUTS, 1), ProgressListener.NONE);
    }

    private static void only(LookaheadResult result, String column, ThrowingConsumer<Offender> more) {
        assertThat(result.offenders()).singleElement().satisfies(offender -> {
            assertThat(offender.column()).isEqualTo(column);
            assertThat(offender.key()).isEqualTo("A");
            assertThat(offender.stage()).isEqualTo(Stage.FEATURE);
            try {
                more.accept(offender);
            } catch (Throwable e) {
                throw e instanceof AssertionError failed ? failed : new AssertionError(e);
            }
        });
    }

    /** A model of two regimes, of returns and their size. */
    private static final class Regimes {
        private static final RegimeModel MODEL = new RegimeModel(
                1,
                "logret",
                "vol",
                List.of(0.0, 0.0),
                List.of(0.001, 1.0),
                List.of(0.5, 0.5),
                List.of(List.of(0.95, 0.05), List.of(0.05, 0.95)),
                List.of(List.of(0.0, -7.5), List.of(0.0, -6.0)),
                List.of(List.of(1.0, 1.0), List.of(6.0, 1.0)),
                List.of());

        private static double[] observation(double[] closes, int i) {
            double r = i == 0 ? 0 : StrictMath.log(closes[i] / closes[i - 1]);
            return new double[] {r, StrictMath.log(Math.abs(r) + 1e-5)};
        }

        static double[] filtered(double[] closes) {
            RegimeFilter filter = new RegimeFilter(MODEL, List.of("logret", "vol"));
            double[] probability = {0.5, 0.5};
            return column(closes, i -> {
                double[] x = observation(closes, i);
                filter.step(probability, x[0], x[1]);
                return probability[1];
            });
        }

        /** The most probable path of states given all observations. */
        static double[] viterbi(double[] closes) {
            int n = closes.length;
            double[][] score = new double[n][2];
            int[][] from = new int[n][2];
            for (int i = 0; i < n; i++) {
                double[] x = observation(closes, i);
                for (int j = 0; j < 2; j++) {
                    double best = 0;
                    if (i > 0) {
                        double stay = score[i - 1][j] + StrictMath.log(0.95);
                        double move = score[i - 1][1 - j] + StrictMath.log(0.05);
                        from[i][j] = stay >= move ? j : 1 - j;
                        best = Math.max(stay, move);
                    }
                    score[i][j] = best + logDensity(j, x);
                }
            }
            double[] path = new double[n];
            int state = score[n - 1][1] > score[n - 1][0] ? 1 : 0;
            for (int i = n - 1; i >= 0; i--) {
                path[i] = state;
                state = from[i][state];
            }
            return path;
        }

        private static double logDensity(int state, double[] x) {
            double sum = 0;
            for (int c = 0; c < 2; c++) {
                double z = (x[c] - MODEL.centre().get(c)) / MODEL.scale().get(c);
                double variance = MODEL.variance().get(state).get(c);
                double off = z - MODEL.mean().get(state).get(c);
                sum -= 0.5 * (off * off / variance + StrictMath.log(variance));
            }
            return sum;
        }
    }
}
