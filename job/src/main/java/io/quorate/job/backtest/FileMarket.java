package io.quorate.job.backtest;

import io.quorate.job.batch.MarketRow;
import io.quorate.job.batch.RowSource;
import io.quorate.job.fault.UserError;
import io.quorate.job.training.InputKind;
import io.quorate.schema.market.DeadLetter;
import io.quorate.schema.market.Inbound;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.market.RejectReason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Files of trades or bars as one partition in time order, equal times in the order of the files. Files in time order are
 * merged as they are read; when one is sorted otherwise, symbol by symbol say, all of them are held in memory, about 150
 * bytes a row.
 */
public final class FileMarket implements MarketSource {
    private static final String VENUE = "history";
    private static final int ROWS_BETWEEN_PROGRESS = 1 << 14;

    private final HistoryFiles files;
    private final long barIntervalMs;
    private final boolean identified;

    private FileMarket(HistoryFiles files, long barIntervalMs, boolean identified) {
        this.files = files;
        this.barIntervalMs = barIntervalMs;
        this.identified = identified;
    }

    /**
     * A market out of files and folders; looks them through.
     *
     * @param barIntervalMs length of ready bars; 0 to take the least distance of two of one symbol
     * @param identified whether trades without an id get one by file and row, so that equal ones stay two
     * @throws UserError for files that cannot be used
     */
    public static FileMarket of(List<Path> paths, long barIntervalMs, boolean identified) {
        HistoryFiles files = HistoryFiles.scan(paths);
        long interval = 0;
        if (files.kind() == InputKind.BARS) {
            interval = barIntervalMs > 0 ? barIntervalMs : files.spacingMs();
            if (interval == 0) {
                throw UserError.wrongUse(files.files().get(0)
                        + ": expected at least two bars of a symbol to see their interval, was fewer; say it with"
                        + " --bars");
            }
        }
        return new FileMarket(files, interval, identified);
    }

    /** Trades or bars. */
    public InputKind kind() {
        return files.kind();
    }

    /** Length of ready bars; 0 for trades. */
    public long barIntervalMs() {
        return barIntervalMs;
    }

    /** Whether the files are merged as they are read. */
    public boolean streamed() {
        return files.ordered();
    }

    @Override
    public String name() {
        List<Path> list = files.files();
        return list.get(0) + (list.size() == 1 ? "" : " and " + (list.size() - 1) + " more");
    }

    @Override
    public int partitions() {
        return 1;
    }

    @Override
    public void forEach(Consumer<Inbound> sink, Progress progress) {
        Rows rows = new Rows(sink, progress);
        if (files.ordered()) {
            merge(rows);
        } else {
            List<Inbound> all = new ArrayList<>();
            for (int i = 0; i < files.files().size(); i++) {
                try (Cursor cursor = new Cursor(i)) {
                    while (cursor.next()) {
                        all.add(cursor.inbound(0));
                    }
                }
            }
            all.sort(Comparator.comparingLong(FileMarket::tsMs));
            for (Inbound in : all) {
                rows.hand(in);
            }
        }
    }

    private static long tsMs(Inbound in) {
        MarketEvent event = in.event();
        // what is refused has no place in time
        return event == null ? Long.MIN_VALUE : event.tsMs();
    }

    private void merge(Rows rows) {
        PriorityQueue<Cursor> open = new PriorityQueue<>(
                Comparator.<Cursor>comparingLong(c -> c.tsMs).thenComparingInt(c -> c.file));
        List<Cursor> all = new ArrayList<>();
        try {
            for (int i = 0; i < files.files().size(); i++) {
                Cursor cursor = new Cursor(i);
                all.add(cursor);
                if (cursor.next()) {
                    open.add(cursor);
                }
            }
            for (Cursor least = open.poll(); least != null; least = open.poll()) {
                Cursor second = open.peek();
                do {
                    rows.hand(least.inbound(rows.handed));
                } while (least.next() && (second == null || least.before(second)));
                if (least.row != null) {
                    open.add(least);
                }
            }
        } finally {
            all.forEach(Cursor::close);
        }
    }

    /** Numbers the rows as they go. */
    private final class Rows {
        private final Consumer<Inbound> sink;
        private final Progress progress;
        private long handed;

        private Rows(Consumer<Inbound> sink, Progress progress) {
            this.sink = sink;
            this.progress = progress;
        }

        private void hand(Inbound in) {
            MarketEvent event = in.event();
            long offset = handed++;
            sink.accept(event == null || event.offset() == offset ? in : new Inbound(0, event.at(0, offset), null));
            if (offset % ROWS_BETWEEN_PROGRESS == 0) {
                progress.done((double) offset / files.rows());
            }
        }
    }

    /** One file that is being read. */
    private final class Cursor implements AutoCloseable {
        private final int file;
        private final RowSource source;
        private @Nullable MarketRow row;
        private long tsMs;

        private Cursor(int file) {
            this.file = file;
            this.source = HistoryFiles.open(files.files().get(file), files.kind(), file);
        }

        private boolean next() {
            MarketRow next = source.next();
            row = next;
            tsMs = next == null ? Long.MAX_VALUE : next.tsMs;
            return next != null;
        }

        private boolean before(Cursor other) {
            return tsMs < other.tsMs || (tsMs == other.tsMs && file < other.file);
        }

        private Inbound inbound(long offset) {
            MarketRow r = row;
            if (r == null) {
                throw new IllegalStateException("expected a row, was the end of the file");
            }
            RejectReason rejected = source.rejected();
            if (rejected != null) {
                return new Inbound(0, null, refusal(rejected, offset));
            }
            return new Inbound(0, files.kind() == InputKind.BARS ? bar(r, offset) : trade(r, offset), null);
        }

        private MarketEvent bar(MarketRow r, long offset) {
            return MarketEvent.bar(
                    VENUE, r.symbol, r.tsMs, barIntervalMs, r.open, r.high, r.low, r.close, r.volume, 0, offset);
        }

        private MarketEvent trade(MarketRow r, long offset) {
            String id = r.id.isEmpty() && identified ? source.place() : r.id;
            String venue = r.venue.isEmpty() ? VENUE : r.venue;
            return MarketEvent.trade(venue, r.symbol, r.tsMs, id, r.close, r.volume, 0, offset);
        }

        private DeadLetter refusal(RejectReason reason, long offset) {
            return new DeadLetter(VENUE, 0, offset, reason, source.place() + ": " + reason, "", 0);
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
