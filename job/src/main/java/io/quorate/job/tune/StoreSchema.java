package io.quorate.job.tune;

import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The tables of a study's file and how it is opened: write-ahead log, synced at every commit, checked as a whole before use.
 */
final class StoreSchema {
    /** Number of the tables below, in the file's user_version. */
    static final int VERSION = 1;

    /** "QUOR", in the file's application_id: no other SQLite file is taken for a study. */
    static final int APPLICATION = 0x51554F52;

    private static final int BUSY_MS = 5000;
    private static final String[] TABLES = {
        "CREATE TABLE study(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
        "CREATE TABLE trial(number INTEGER PRIMARY KEY, suggested TEXT NOT NULL, result TEXT, returns BLOB,"
                + " duration_ms INTEGER, digest TEXT) STRICT"
    };

    private StoreSchema() {}

    /** Opens a study's file, or makes one; throws UserError for a file that is no intact study of this version. */
    static Connection openToWrite(Path file, int mostPages) throws SQLException {
        SQLiteConfig config = config();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        if (mostPages > 0) {
            config.setMaxPageCount(mostPages);
        }
        Connection connection = connect(file, config);
        boolean done = false;
        try {
            connection.setAutoCommit(false);
            if (number(connection, "SELECT count(*) FROM sqlite_master") == 0) {
                create(connection);
            } else {
                check(file, connection);
            }
            connection.commit();
            done = true;
            return connection;
        } finally {
            if (!done) {
                connection.close();
            }
        }
    }

    /** Opens a study's file without writing to it. */
    static Connection openToRead(Path file) throws SQLException {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        Connection connection = connect(file, config);
        boolean done = false;
        try {
            check(file, connection);
            done = true;
            return connection;
        } finally {
            if (!done) {
                connection.close();
            }
        }
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MS);
        return config;
    }

    private static Connection connect(Path file, SQLiteConfig config) throws SQLException {
        Properties properties = config.toProperties();
        // as a URI, since a '?' in a plain path would begin settings
        return JDBC.createConnection("jdbc:sqlite:" + file.toAbsolutePath().toUri(), properties);
    }

    private static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.executeUpdate(table);
            }
            statement.executeUpdate("PRAGMA user_version = " + VERSION);
            statement.executeUpdate("PRAGMA application_id = " + APPLICATION);
        }
    }

    private static void check(Path file, Connection connection) throws SQLException {
        if (number(connection, "PRAGMA application_id") != APPLICATION) {
            throw UserError.failed(file + ": expected a study, was another SQLite database");
        }
        long version = number(connection, "PRAGMA user_version");
        if (version != VERSION) {
            throw UserError.failed(file + ": expected a study of format " + VERSION + ", was format " + version);
        }
        String answer = text(connection, "PRAGMA quick_check(1)");
        if (!answer.equals("ok")) {
            throw UserError.failed(file + ": expected an intact file, was damaged: " + RootCause.oneLine(answer)
                    + "; take it from a backup or begin anew");
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    /** What a failure of SQLite means to a user. */
    static UserError failure(Path file, SQLException e) {
        SQLiteErrorCode code =
                e instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        String name = code.name();
        if (code == SQLiteErrorCode.SQLITE_FULL || name.startsWith("SQLITE_IOERR")) {
            return UserError.failed(
                    file + ": expected room on a disk that works, was " + name
                            + "; everything told before is kept, free some and run the command again",
                    e);
        }
        if (name.startsWith("SQLITE_CORRUPT") || code == SQLiteErrorCode.SQLITE_NOTADB) {
            return UserError.failed(
                    file + ": expected an intact study, was damaged or something else (" + name
                            + "); take it from a backup or begin anew",
                    e);
        }
        if (name.startsWith("SQLITE_CANTOPEN")
                || name.startsWith("SQLITE_READONLY")
                || name.startsWith("SQLITE_PERM")) {
            return UserError.failed(file + ": expected a file to read and write, was " + name, e);
        }
        return UserError.failed(file + ": expected the study to be stored, was " + RootCause.of(e), e);
    }
}
