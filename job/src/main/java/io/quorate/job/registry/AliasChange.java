package io.quorate.job.registry;

/**
 * One change of an alias; the last one counts.
 *
 * @param v version of this format
 * @param sequence its number, from 1
 * @param alias name
 * @param version version it stands for from now on
 * @param author who changed it
 * @param reason why
 * @param atMs when, wall time, epoch ms
 */
public record AliasChange(int v, long sequence, String alias, long version, String author, String reason, long atMs) {

    public AliasChange {
        if (v != RegisteredBundle.FORMAT || sequence < 1 || version < 1) {
            throw new IllegalArgumentException("expected format 1, a sequence and a version from 1, was " + v + ", "
                    + sequence + " and " + version);
        }
    }
}
