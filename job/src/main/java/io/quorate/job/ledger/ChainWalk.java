package io.quorate.job.ledger;

import io.quorate.job.ledger.ChainFault.Kind;
import io.quorate.schema.codec.CodecException;
import io.quorate.schema.codec.LedgerCodec;
import io.quorate.schema.codec.LedgerDecoder;
import io.quorate.schema.decision.LedgerRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Walks the chain of every portfolio through a ledger and keeps the first fault of each. A chain that was cut at its end,
 * or written anew as a whole, is told by heads anchored before. Memory is one head per portfolio. Not thread-safe.
 */
public final class ChainWalk {
    private static final Pattern PORTFOLIO = Pattern.compile("\"portfolio\":\"([^\"\\\\]*)\"");

    private final Map<String, ChainHead> anchors = new TreeMap<>();
    private final Map<String, Chain> chains = new TreeMap<>();
    private final Map<Integer, ChainFault> faults = new LinkedHashMap<>();
    private long records;
    private int nextFault;

    private static final class Chain {
        private @Nullable LedgerRecord head;
        private String headPlace = "";
        private int fault = -1;

        long next() {
            return head == null ? 0 : head.index() + 1;
        }
    }

    /** A walk that ends at the ledger's own end. */
    public ChainWalk() {
        this(List.of());
    }

    /** A walk that must pass through these heads. */
    public ChainWalk(List<ChainHead> anchored) {
        anchored.forEach(head -> anchors.put(head.portfolio(), head));
    }

    /** Walks a whole ledger. */
    public static ChainReport of(LedgerSource ledger, List<ChainHead> anchored) {
        ChainWalk walk = new ChainWalk(anchored);
        ledger.forEach(walk::accept);
        return walk.report();
    }

    /** Takes the next record; gives it decoded, null when it is not one. */
    public @Nullable LedgerRecord accept(LedgerLine line) {
        records++;
        LedgerRecord record;
        try {
            record = decode(line.value());
        } catch (CodecException e) {
            unreadable(line, String.valueOf(e.getMessage()));
            return null;
        }
        Chain chain = chains.computeIfAbsent(record.portfolio(), p -> new Chain());
        if (chain.fault >= 0) {
            reconsider(chain, record, line);
            return record;
        }
        ChainFault fault = fault(chain, record, line);
        if (fault != null) {
            chain.fault = nextFault;
            faults.put(nextFault++, fault);
        } else {
            chain.head = record;
            chain.headPlace = line.place();
        }
        return record;
    }

    private static LedgerRecord decode(byte[] value) throws CodecException {
        if (!LedgerCodec.verify(value)) {
            throw new CodecException(
                    "expected " + LedgerCodec.seal(value) + ", the hash of its bytes, was " + LedgerCodec.claim(value));
        }
        return LedgerDecoder.decode(value);
    }

    private void unreadable(LedgerLine line, String problem) {
        Matcher named = PORTFOLIO.matcher(new String(line.value(), StandardCharsets.ISO_8859_1));
        String portfolio = named.find() ? named.group(1) : "";
        Chain chain = chains.get(portfolio);
        if (chain == null || chain.fault < 0) {
            long index = chain == null ? -1 : chain.next();
            if (chain != null) {
                chain.fault = nextFault;
            }
            faults.put(
                    nextFault++,
                    new ChainFault(Kind.CHANGED, chain == null ? "" : portfolio, index, line.place(), problem));
        }
    }

    private @Nullable ChainFault fault(Chain chain, LedgerRecord record, LedgerLine line) {
        long index = chain.next();
        LedgerRecord head = chain.head;
        String previous = head == null ? "" : head.hash();
        if (head != null && record.genesis()) {
            return fault(
                    Kind.SECOND_CHAIN,
                    record,
                    index,
                    line,
                    "expected index " + index + ", was a second GENESIS, of run " + record.runId()
                            + ": a job was started without state on this ledger");
        }
        if (record.index() > index) {
            return fault(Kind.MISSING, record, index, line, "expected index " + index + ", was " + record.index());
        }
        if (record.index() < index) {
            return fault(
                    Kind.REPEATED,
                    record,
                    index,
                    line,
                    "expected index " + index + ", was " + record.index() + " again");
        }
        if (!record.previousHash().equals(previous)) {
            return fault(
                    Kind.CHANGED,
                    record,
                    index,
                    line,
                    "expected previous hash " + previous + " (" + chain.headPlace + "), was " + record.previousHash()
                            + ": one of the two was replaced");
        }
        ChainHead anchor = anchors.get(record.portfolio());
        return anchor == null || anchor.index() != index || anchor.hash().equals(record.hash())
                ? null
                : fault(
                        Kind.REWRITTEN,
                        record,
                        index,
                        line,
                        "expected the anchored hash " + anchor.hash() + ", was " + record.hash());
    }

    private static ChainFault fault(Kind kind, LedgerRecord record, long index, LedgerLine line, String problem) {
        return new ChainFault(kind, record.portfolio(), index, line.place(), problem);
    }

    /** A record that seemed to be missing and comes later was only moved. */
    private void reconsider(Chain chain, LedgerRecord record, LedgerLine line) {
        ChainFault first = faults.get(chain.fault);
        if (first != null && first.kind() == Kind.MISSING && record.index() == first.index()) {
            faults.put(
                    chain.fault,
                    new ChainFault(
                            Kind.REORDERED,
                            first.portfolio(),
                            first.index(),
                            first.place(),
                            first.problem() + "; index " + first.index() + " is at " + line.place()));
        }
    }

    /** What was found, the ends of the chains held against the anchored heads. */
    public ChainReport report() {
        List<ChainFault> all = new ArrayList<>(faults.values());
        for (ChainHead anchor : anchors.values()) {
            Chain chain = chains.get(anchor.portfolio());
            long index = chain == null ? -1 : chain.next() - 1;
            if ((chain == null || chain.fault < 0) && index < anchor.index()) {
                all.add(new ChainFault(
                        Kind.TRUNCATED,
                        anchor.portfolio(),
                        index + 1,
                        chain == null ? "end" : chain.headPlace,
                        "expected records up to the anchored index " + anchor.index() + ", was "
                                + (index < 0 ? "none" : "the end after index " + index)));
            }
        }
        List<ChainHead> heads = new ArrayList<>();
        chains.forEach((portfolio, chain) -> {
            LedgerRecord head = chain.head;
            if (head != null) {
                heads.add(new ChainHead(portfolio, head.index(), head.hash(), head.tsMs()));
            }
        });
        return new ChainReport(records, heads, all);
    }
}
