package io.quorate.tune;

import java.util.List;

/** Suggests what to try next. */
public interface Sampler {
    /**
     * The assignments of trials firstNumber, firstNumber + 1, …: a generation, to be evaluated in any order by any number of
     * workers, and told before the next is asked. A function of the arguments and the sampler's seed alone; the k-th does not
     * depend on count, the order of told does not matter.
     *
     * @param told what ended before, in any order
     */
    List<Assignment> ask(List<FinishedTrial> told, int firstNumber, int count);
}
