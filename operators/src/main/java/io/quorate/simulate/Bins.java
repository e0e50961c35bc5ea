package io.quorate.simulate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts by bin number, made a page at a time where something falls: integers, so that merging is exact in any order.
 */
final class Bins {

    private static final int PAGE_BITS = 12;
    private static final int PAGE = 1 << PAGE_BITS;

    private final int count;
    private final long[] @Nullable [] pages;
    private long total;

    /** Empty bins, numbered from 0. */
    Bins(int count) {
        this.count = count;
        pages = new long[(count + PAGE - 1) >>> PAGE_BITS][];
    }

    void add(int bin) {
        add(bin, 1);
    }

    private void add(int bin, long more) {
        long[] page = pages[bin >>> PAGE_BITS];
        if (page == null) {
            page = new long[PAGE];
            pages[bin >>> PAGE_BITS] = page;
        }
        page[bin & (PAGE - 1)] += more;
        total += more;
    }

    void add(Bins other) {
        for (int bin = other.next(0); bin < other.count; bin = other.next(bin + 1)) {
            add(bin, other.in(bin));
        }
    }

    long total() {
        return total;
    }

    long in(int bin) {
        long[] page = pages[bin >>> PAGE_BITS];
        return page == null ? 0 : page[bin & (PAGE - 1)];
    }

    /** The first bin from one on that is not empty; the number of bins when there is none. */
    int next(int bin) {
        int at = bin;
        while (at < count) {
            if (pages[at >>> PAGE_BITS] == null) {
                at = ((at >>> PAGE_BITS) + 1) << PAGE_BITS;
            } else if (in(at) != 0) {
                return at;
            } else {
                at++;
            }
        }
        return count;
    }

    /** Values in all bins up to one. */
    long upTo(int bin) {
        long sum = 0;
        for (int at = next(0); at <= bin && at < count; at = next(at + 1)) {
            sum += in(at);
        }
        return sum;
    }

    /** The bin of the value with this many in order before it. */
    int atRank(long rank) {
        long before = 0;
        for (int at = next(0); at < count; at = next(at + 1)) {
            before += in(at);
            if (rank < before) {
                return at;
            }
        }
        throw new IllegalArgumentException("expected a rank below " + total + ", was " + rank);
    }

    /** Sum of the least values, so many of them, each taken as the value of its bin. */
    double sumOfLeast(long values, IntToDoubleFunction value) {
        double sum = 0;
        long left = values;
        for (int at = next(0); at < count && left > 0; at = next(at + 1)) {
            long taken = Math.min(left, in(at));
            sum += taken * value.applyAsDouble(at);
            left -= taken;
        }
        return sum;
    }

    void write(DataOutput out) throws IOException {
        for (int bin = next(0); bin < count; bin = next(bin + 1)) {
            out.writeInt(bin);
            out.writeLong(in(bin));
        }
        out.writeInt(-1);
    }

    void read(DataInput in) throws IOException {
        for (int bin = in.readInt(); bin >= 0; bin = in.readInt()) {
            add(bin, in.readLong());
        }
    }
}
