package io.quorate.feature;

import io.quorate.schema.market.Sample;
import io.quorate.schema.state.FeatureState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeries;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.EMAIndicator;
import org.ta4j.core.indicators.MACDIndicator;
import org.ta4j.core.indicators.ROCIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.SMAIndicator;
import org.ta4j.core.indicators.StochasticOscillatorDIndicator;
import org.ta4j.core.indicators.StochasticOscillatorKIndicator;
import org.ta4j.core.indicators.adx.ADXIndicator;
import org.ta4j.core.indicators.adx.MinusDIIndicator;
import org.ta4j.core.indicators.adx.PlusDIIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsLowerIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsMiddleIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsUpperIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.HighestValueIndicator;
import org.ta4j.core.indicators.helpers.LowestValueIndicator;
import org.ta4j.core.indicators.statistics.SimpleLinearRegressionIndicator;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;

/**
 * ta4j's indicators fed bar by bar, for the part of our columns it has (62 of 153), with its fast numbers; and all of ours.
 * Both take a fresh series of the same bars each time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class Ta4jBenchmark {

    private static final int BARS = 10_000;
    private static final int[] WINDOWS = {5, 10, 20, 50};
    private static final List<Sample> WALK = Walks.mixed("X", 1, BARS);

    /** Nanoseconds a bar. */
    @Benchmark
    @OperationsPerInvocation(BARS)
    public double ta4j() {
        BarSeries series = new BaseBarSeries("X", DoubleNum.valueOf(0));
        series.setMaximumBarCount(300);
        List<Indicator<Num>> indicators = indicators(series);
        double sum = 0;
        for (int i = 0; i < BARS; i++) {
            Sample s = WALK.get(i);
            series.addBar(
                    Duration.ofSeconds(1),
                    Instant.ofEpochSecond(i + 1).atZone(ZoneOffset.UTC),
                    DoubleNum.valueOf(s.open()),
                    DoubleNum.valueOf(s.high()),
                    DoubleNum.valueOf(s.low()),
                    DoubleNum.valueOf(s.close()),
                    DoubleNum.valueOf(s.volume()));
            int end = series.getEndIndex();
            for (Indicator<Num> indicator : indicators) {
                sum += indicator.getValue(end).doubleValue();
            }
        }
        return sum;
    }

    /** Nanoseconds a bar. */
    @Benchmark
    @OperationsPerInvocation(BARS)
    public double quorate() {
        FeatureStep step = new FeatureStep(FeatureLayout.standard());
        FeatureState state = step.newState();
        double[] raw = new double[step.layout().rawSize()];
        double sum = 0;
        for (int i = 0; i < BARS; i++) {
            step.step(state, WALK.get(i), raw);
            sum += raw[i % raw.length];
        }
        return sum;
    }

    private static List<Indicator<Num>> indicators(BarSeries series) {
        ClosePriceIndicator close = new ClosePriceIndicator(series);
        List<Indicator<Num>> all = new ArrayList<>();
        MACDIndicator macd = new MACDIndicator(close, 12, 26);
        all.add(macd);
        all.add(new EMAIndicator(macd, 9));
        for (int w : WINDOWS) {
            SMAIndicator mean = new SMAIndicator(close, w);
            StandardDeviationIndicator deviation = new StandardDeviationIndicator(close, w);
            StochasticOscillatorKIndicator k = new StochasticOscillatorKIndicator(series, w);
            BollingerBandsMiddleIndicator middle = new BollingerBandsMiddleIndicator(mean);
            all.add(mean);
            all.add(deviation);
            all.add(new LowestValueIndicator(close, w));
            all.add(new HighestValueIndicator(close, w));
            all.add(new RSIIndicator(close, w));
            all.add(new ATRIndicator(series, w));
            all.add(new ROCIndicator(close, w));
            all.add(k);
            all.add(new StochasticOscillatorDIndicator(k));
            all.add(new BollingerBandsUpperIndicator(middle, deviation));
            all.add(new BollingerBandsLowerIndicator(middle, deviation));
            all.add(new PlusDIIndicator(series, w));
            all.add(new MinusDIIndicator(series, w));
            all.add(new ADXIndicator(series, w));
            all.add(new SimpleLinearRegressionIndicator(
                    close, w, SimpleLinearRegressionIndicator.SimpleLinearRegressionType.SLOPE));
        }
        return all;
    }
}
