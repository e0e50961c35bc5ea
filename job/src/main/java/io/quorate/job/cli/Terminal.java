package io.quorate.job.cli;

/** Whether a person looks at a stream: the launcher says so, Java cannot tell. */
final class Terminal {
    private Terminal() {}

    static boolean out() {
        return Boolean.getBoolean("quorate.terminal.out");
    }

    static boolean err() {
        return Boolean.getBoolean("quorate.terminal.err");
    }
}
