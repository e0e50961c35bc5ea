package io.quorate.job.k8s;

import java.util.function.Consumer;

/** Something every overlay must keep. */
interface Rule {

    /** Reports each breach with the place and what was expected. */
    void check(Overlay overlay, Consumer<String> breach);
}
