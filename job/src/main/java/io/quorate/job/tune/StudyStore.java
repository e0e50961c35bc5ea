package io.quorate.job.tune;

import io.quorate.job.fault.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The trials of one study in one SQLite file. What was asked is written before it is evaluated, each result in a
 * transaction of its own that is on the disk when {@link #tell} returns: a process may be killed at any moment. Each trial
 * carries a digest, so that a damaged file is noticed. One process writes, any number may read. Used by one thread.
 */
public final class StudyStore implements AutoCloseable {
    /** The file in a study's folder. */
    public static final String FILE = "study.db";

    private static final String IDENTITY = "identity";
    private static final String REQUEST = "request";

    private final Path file;
    private final Connection connection;
    private final @Nullable StudyLock lock;

    private StudyStore(Path file, Connection connection, @Nullable StudyLock lock) {
        this.file = file;
        this.connection = connection;
        this.lock = lock;
    }

    /** What is in a store. Trials in the order of their numbers; those asked last may have no result yet. */
    record Contents(List<AskedTrial> asked, Map<Integer, Trial> told) {}

    /**
     * Opens the store of a folder to go on with a study, or a new one.
     *
     * @param identity what the study depends on; a study of something else is refused
     * @param request what is to be kept for {@link #request()} when it is new
     */
    public static StudyStore open(Path folder, StudyIdentity identity, String request) {
        return open(folder, identity, request, 0);
    }

    /** As {@link #open(Path, StudyIdentity, String)}, on a disk with room for so many pages; 0 = the real one. */
    static StudyStore open(Path folder, StudyIdentity identity, String request, int mostPages) {
        StudyLock lock = StudyLock.take(folder);
        Path file = folder.resolve(FILE);
        boolean done = false;
        try {
            StudyStore store = new StudyStore(file, StoreSchema.openToWrite(file, mostPages), lock);
            try {
                store.begin(identity, request);
                done = true;
                return store;
            } finally {
                if (!done) {
                    store.close();
                }
            }
        } catch (SQLException e) {
            throw StoreSchema.failure(file, e);
        } finally {
            if (!done) {
                lock.close();
            }
        }
    }

    /** Opens the store of a folder to look at it, while it is written to or not. */
    public static StudyStore openToRead(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw UserError.wrongUse(folder + ": expected a study with its " + FILE + ", was none");
        }
        try {
            Connection connection = StoreSchema.openToRead(file);
            StudyStore store = new StudyStore(file, connection, null);
            if (store.value(IDENTITY) == null) {
                store.close();
                throw UserError.failed(file + ": expected a study, was one that had not begun");
            }
            return store;
        } catch (SQLException e) {
            throw StoreSchema.failure(file, e);
        }
    }

    private void begin(StudyIdentity identity, String request) throws SQLException {
        String known = value(IDENTITY);
        if (known == null) {
            transaction(() -> {
                put(IDENTITY, identity.json());
                put(REQUEST, request);
            });
            return;
        }
        List<String> differences = parsed(known).differences(identity);
        if (!differences.isEmpty()) {
            List<String> lines = new ArrayList<>();
            lines.add(
                    file + ": expected the study that was begun there, was another; use another --output, or go on with"
                            + " --resume");
            differences.forEach(line -> lines.add(file + ": " + line));
            throw UserError.wrongUse(lines);
        }
    }

    /** What the study depends on. */
    public StudyIdentity identity() {
        return parsed(required(IDENTITY));
    }

    /** The text given when it was begun. */
    public String request() {
        return required(REQUEST);
    }

    /** The trials with a result, in order of their numbers. */
    public List<Trial> trials() {
        return List.copyOf(contents().told().values());
    }

    /** Keeps what is about to be evaluated; numbers follow those before. */
    void ask(List<AskedTrial> trials) {
        write(() -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO trial(number, suggested) VALUES (?, ?)")) {
                for (AskedTrial trial : trials) {
                    insert.setInt(1, trial.number());
                    insert.setString(2, TrialCodec.assignment(trial.suggested()));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        });
    }

    /** Keeps a result; throws for a trial that was not asked or has one. */
    void tell(Trial trial) {
        String suggested = TrialCodec.assignment(trial.finished().assignment());
        String result = TrialCodec.result(trial);
        byte[] returns = TrialCodec.returns(trial.oosReturns());
        write(() -> {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE trial SET result = ?, returns = ?, duration_ms = ?, digest = ?"
                            + " WHERE number = ? AND suggested = ? AND result IS NULL")) {
                update.setString(1, result);
                update.setBytes(2, returns);
                update.setLong(3, trial.durationMs());
                update.setString(4, TrialCodec.digest(trial.number(), suggested, result, returns));
                update.setInt(5, trial.number());
                update.setString(6, suggested);
                if (update.executeUpdate() != 1) {
                    throw new IllegalStateException(
                            "expected trial " + trial.number() + " to be asked and without a result, was not");
                }
            }
        });
    }

    /** Everything; throws UserError for a file whose contents were changed. */
    Contents contents() {
        List<AskedTrial> asked = new ArrayList<>();
        Map<Integer, Trial> told = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT number, suggested, result, returns, duration_ms, digest"
                        + " FROM trial ORDER BY number")) {
            while (rows.next()) {
                int number = rows.getInt(1);
                if (number != asked.size()) {
                    throw damaged("trial " + asked.size(), "was missing");
                }
                AskedTrial trial = new AskedTrial(number, TrialCodec.assignment(rows.getString(2)));
                asked.add(trial);
                if (rows.getString(3) != null) {
                    told.put(number, told(rows, trial));
                }
            }
            return new Contents(List.copyOf(asked), told);
        } catch (SQLException e) {
            throw StoreSchema.failure(file, e);
        } catch (IOException | IllegalArgumentException e) {
            throw damaged("trial " + asked.size(), "could not be read");
        }
    }

    private Trial told(ResultSet row, AskedTrial asked) throws SQLException, IOException {
        String suggested = row.getString(2);
        String result = row.getString(3);
        byte[] returns = row.getBytes(4) == null ? new byte[0] : row.getBytes(4);
        if (!TrialCodec.digest(asked.number(), suggested, result, returns).equals(row.getString(6))) {
            throw damaged("trial " + asked.number(), "had another digest");
        }
        return TrialCodec.trial(asked.number(), asked.suggested(), result, TrialCodec.returns(returns), row.getLong(5));
    }

    private UserError damaged(String what, String was) {
        return UserError.failed(file + ": " + what + ": expected it as it was written, " + was
                + "; the file is damaged, take it from a backup or begin anew");
    }

    private StudyIdentity parsed(String json) {
        try {
            return StudyIdentity.ofJson(json);
        } catch (IOException e) {
            throw damaged(IDENTITY, "could not be read");
        }
    }

    private @Nullable String value(String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT value FROM study WHERE name = ?")) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    private String required(String name) {
        try {
            String value = value(name);
            if (value == null) {
                throw damaged(name, "was missing");
            }
            return value;
        } catch (SQLException e) {
            throw StoreSchema.failure(file, e);
        }
    }

    private void put(String name, String value) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO study(name, value) VALUES (?, ?)")) {
            insert.setString(1, name);
            insert.setString(2, value);
            insert.executeUpdate();
        }
    }

    /** Statements that stand or fall together. */
    private interface Work {
        void run() throws SQLException;
    }

    private void write(Work work) {
        try {
            transaction(work);
        } catch (SQLException e) {
            throw StoreSchema.failure(file, e);
        }
    }

    private void transaction(Work work) throws SQLException {
        boolean done = false;
        try {
            work.run();
            connection.commit();
            done = true;
        } finally {
            if (!done) {
                rollback();
            }
        }
    }

    /** SQLite has already rolled back after some failures, a full disk among them. */
    private void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // nothing is open any more
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // What was told is on the disk; the log beside it is read when it is opened next.
        } finally {
            if (lock != null) {
                lock.close();
            }
        }
    }
}
