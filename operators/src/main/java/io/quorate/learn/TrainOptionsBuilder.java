package io.quorate.learn;

import io.quorate.ensemble.ScalerKind;
import java.util.List;

/**
 * Sets some of the {@link TrainOptions}; the defaults are here. Checked when built.
 *
 * <p>The defaults are small enough for a demonstration and cautious, because markets are mostly noise; they were chosen by
 * the log loss of held-back blocks of training time, never by a test split.
 */
public final class TrainOptionsBuilder {
    private String version;
    private final String codeVersion;
    private long seed = 7;
    private int threads = 1;
    private int forestTrees = 100;
    private int forestDepth = 10;
    private double forestMinChildWeight = 15;
    private double forestRowShare = 0.8;
    private double forestColumnShare = 0.4;
    private double forestL2 = 1;
    private int boostRounds = 300;
    private int boostDepth = 4;
    private double boostMinChildWeight = 20;
    private double boostRowShare = 0.8;
    private double boostColumnShare = 0.8;
    private double boostL2 = 1;
    private double learningRate = 0.03;
    private int earlyStoppingRounds = 30;
    private double svmCost = 0.1;
    private double logisticCost = 0.1;
    private ClassWeights classWeights = ClassWeights.NONE;
    private ScalerKind scaler = ScalerKind.STANDARD;
    private CalibrationChoice calibration = CalibrationChoice.AUTO;
    private int calibrationFolds = 5;
    private long embargoMs = 0;
    private double minPriorWeight = 0.05;
    private int regimeStates = 2;
    private List<String> features = List.of();
    private double linearTolerance = 1e-4;
    private int bins = TrainOptions.USUAL_BINS;

    TrainOptionsBuilder(String version, String codeVersion) {
        this.version = version;
        this.codeVersion = codeVersion;
    }

    TrainOptionsBuilder(TrainOptions from) {
        this(from.version(), from.codeVersion());
        seed = from.seed();
        threads = from.threads();
        forestTrees = from.forest().trees();
        forestDepth = from.forest().depth();
        forestMinChildWeight = from.forest().minChildWeight();
        forestRowShare = from.forest().rowShare();
        forestColumnShare = from.forest().columnShare();
        forestL2 = from.forest().l2();
        boostRounds = from.boosting().trees();
        boostDepth = from.boosting().depth();
        boostMinChildWeight = from.boosting().minChildWeight();
        boostRowShare = from.boosting().rowShare();
        boostColumnShare = from.boosting().columnShare();
        boostL2 = from.boosting().l2();
        learningRate = from.learningRate();
        earlyStoppingRounds = from.earlyStoppingRounds();
        svmCost = from.svmCost();
        logisticCost = from.logisticCost();
        classWeights = from.classWeights();
        scaler = from.scaler();
        calibration = from.calibration();
        calibrationFolds = from.calibrationFolds();
        embargoMs = from.embargoMs();
        minPriorWeight = from.minPriorWeight();
        regimeStates = from.regimeStates();
        features = from.features();
        linearTolerance = from.linearTolerance();
        bins = from.bins();
    }

    public TrainOptionsBuilder version(String value) {
        version = value;
        return this;
    }

    public TrainOptionsBuilder seed(long value) {
        seed = value;
        return this;
    }

    public TrainOptionsBuilder threads(int value) {
        threads = value;
        return this;
    }

    public TrainOptionsBuilder forestTrees(int value) {
        forestTrees = value;
        return this;
    }

    public TrainOptionsBuilder forestDepth(int value) {
        forestDepth = value;
        return this;
    }

    public TrainOptionsBuilder forestMinChildWeight(double value) {
        forestMinChildWeight = value;
        return this;
    }

    public TrainOptionsBuilder forestRowShare(double value) {
        forestRowShare = value;
        return this;
    }

    public TrainOptionsBuilder forestColumnShare(double value) {
        forestColumnShare = value;
        return this;
    }

    public TrainOptionsBuilder forestL2(double value) {
        forestL2 = value;
        return this;
    }

    public TrainOptionsBuilder boostRounds(int value) {
        boostRounds = value;
        return this;
    }

    public TrainOptionsBuilder boostDepth(int value) {
        boostDepth = value;
        return this;
    }

    public TrainOptionsBuilder boostMinChildWeight(double value) {
        boostMinChildWeight = value;
        return this;
    }

    public TrainOptionsBuilder boostRowShare(double value) {
        boostRowShare = value;
        return this;
    }

    public TrainOptionsBuilder boostColumnShare(double value) {
        boostColumnShare = value;
        return this;
    }

    public TrainOptionsBuilder boostL2(double value) {
        boostL2 = value;
        return this;
    }

    public TrainOptionsBuilder learningRate(double value) {
        learningRate = value;
        return this;
    }

    public TrainOptionsBuilder earlyStoppingRounds(int value) {
        earlyStoppingRounds = value;
        return this;
    }

    public TrainOptionsBuilder svmCost(double value) {
        svmCost = value;
        return this;
    }

    public TrainOptionsBuilder logisticCost(double value) {
        logisticCost = value;
        return this;
    }

    public TrainOptionsBuilder classWeights(ClassWeights value) {
        classWeights = value;
        return this;
    }

    public TrainOptionsBuilder scaler(ScalerKind value) {
        scaler = value;
        return this;
    }

    public TrainOptionsBuilder calibration(CalibrationChoice value) {
        calibration = value;
        return this;
    }

    public TrainOptionsBuilder calibrationFolds(int value) {
        calibrationFolds = value;
        return this;
    }

    public TrainOptionsBuilder embargoMs(long value) {
        embargoMs = value;
        return this;
    }

    public TrainOptionsBuilder minPriorWeight(double value) {
        minPriorWeight = value;
        return this;
    }

    public TrainOptionsBuilder regimeStates(int value) {
        regimeStates = value;
        return this;
    }

    public TrainOptionsBuilder features(List<String> names) {
        features = List.copyOf(names);
        return this;
    }

    public TrainOptionsBuilder linearTolerance(double value) {
        linearTolerance = value;
        return this;
    }

    public TrainOptionsBuilder bins(int value) {
        bins = value;
        return this;
    }

    /** Throws IllegalArgumentException for a value out of range. */
    public TrainOptions build() {
        return new TrainOptions(
                version,
                codeVersion,
                seed,
                threads,
                new TreeOptions(
                        forestTrees, forestDepth, forestMinChildWeight, forestRowShare, forestColumnShare, forestL2),
                new TreeOptions(boostRounds, boostDepth, boostMinChildWeight, boostRowShare, boostColumnShare, boostL2),
                learningRate,
                earlyStoppingRounds,
                svmCost,
                logisticCost,
                classWeights,
                scaler,
                calibration,
                calibrationFolds,
                embargoMs,
                minPriorWeight,
                regimeStates,
                features,
                linearTolerance,
                bins);
    }
}
