package io.quorate.simulate;

/** How the returns of a path are made. */
public enum SimulationMethod {

    /** Each step is one of the returns, drawn with replacement: keeps their distribution, no order. */
    BOOTSTRAP,

    /** Blocks of consecutive returns, the last followed by the first, drawn with replacement: keeps order inside a block. */
    BLOCK,

    /** The returns in random order: the same terminal wealth on every path, only the way there differs. */
    PERMUTATION,

    /** Geometric Brownian motion: independent normal log returns. */
    GBM,

    /** Two regimes of normal log returns that follow each other as a Markov chain, with jumps. */
    REGIME_JUMP
}
