package io.quorate.job.local;

import io.quorate.job.kafka.LoopbackPorts;

/**
 * The port a web UI binds.
 *
 * @param bindPort port to bind; 0 lets the operating system choose
 * @param wasTaken whether another one was wanted
 */
record WebPort(int bindPort, boolean wasTaken) {

    /** The wanted port when it is free on 127.0.0.1, else one the operating system chooses. */
    static WebPort choose(int wanted) {
        boolean taken = wanted != 0 && !LoopbackPorts.isFree(wanted);
        return new WebPort(taken ? 0 : wanted, taken);
    }
}
