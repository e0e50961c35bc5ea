package io.quorate.schema.state;

import io.quorate.schema.model.ReferenceProfile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the watch over one ensemble version remembers: its reference, open windows, alarms. With 134 features 150 kB. */
public final class QualityState {
    /** Null until the first sample was counted, and for bundles without one. */
    public @Nullable ReferenceProfile reference;
    /** Open windows of samples, ascending. */
    public List<FeatureCounts> features = new ArrayList<>();
    /** Open windows of labels, ascending. */
    public List<MemberCounts> members = new ArrayList<>();
    /** The last closed windows of labels, ascending. */
    public List<MemberCounts> recent = new ArrayList<>();
    /** Per feature: whether an alarm was raised and not cleared. */
    public boolean[] drifting = new boolean[0];
    /** Per feature: quiet windows in a row. */
    public int[] quietWindows = new int[0];
    /** Per member and the ensemble: mean Brier score it is held against. */
    public double[] brierMean = new double[0];
    /** Per member and the ensemble: labels in that mean. */
    public double[] brierWeight = new double[0];
    /** Per member and the ensemble: Page-Hinkley statistic. */
    public double[] pageHinkley = new double[0];
    /** Per member and the ensemble: whether an alarm was raised and not cleared. */
    public boolean[] failing = new boolean[0];
    /** Last window anything was heard of. */
    public long lastWindow = Long.MIN_VALUE;

    public QualityState() {}
}
