package io.quorate.job.tune;

import java.util.List;

/** What can be optimised by a command. */
public interface ObjectiveFactory {
    /** The source of what is asked for; throws UserError, with every mistake, for what there is not. */
    ObjectiveSource source(ObjectiveRequest request);

    /** What any source of it may tune or fix, for its docs. */
    List<TunablePath> paths();
}
