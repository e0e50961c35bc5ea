package io.quorate.telemetry;

/** Counts and times of one stage in one subtask. Not thread-safe. */
public interface StageProbe {

    /** A probe that measures nothing, for pure pipelines and tests. */
    StageProbe NONE = new StageProbe() {
        @Override
        public long begin() {
            return 0;
        }

        @Override
        public void end(long begin) {}

        @Override
        public void add(Count count, long n) {}

        @Override
        public void level(Level level, long value) {}
    };

    /** Start of a measured step, as an opaque tick. */
    long begin();

    /** Records the time since {@code begin} in the stage's latency histogram. */
    void end(long begin);

    void add(Count count, long n);

    void level(Level level, long value);

    /** Counts one thing by what it is: a value for each label of the tally, in their order. */
    default void tally(Tally tally, Enum<?>... labels) {}

    /** Whether the subtask has next to no time left: what may be dropped should be. Wall time; for no decision. */
    default boolean overloaded() {
        return false;
    }

    /** Shows a figure: a value for each of its labels, in their order. */
    default void figure(Figure figure, double value, String... labels) {}

    /** Records the wall time that has passed since an event time, epoch ms, now that it was decided on. */
    default void decided(long eventTimeMs) {}
}
