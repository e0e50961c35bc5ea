package io.quorate.schema.state;

import java.util.ArrayList;
import java.util.List;

/** The higher timeframes of one symbol, in layout order. Each as large as a {@link FeatureState} of its windows. */
public class FramesState {

    public List<FrameState> frames = new ArrayList<>();
}
