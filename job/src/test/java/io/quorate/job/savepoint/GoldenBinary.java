package io.quorate.job.savepoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the text inside a binary says of the machine it was written on. */
final class GoldenBinary {

    /** Addresses of local files, and absolute paths of two folders or more. */
    private static final Pattern PATHS =
            Pattern.compile("file:[^\\s\\x00-\\x1f]*|(?<![\\w:/.-])/[A-Za-z0-9_.-]+/[A-Za-z0-9_./-]+");

    private GoldenBinary() {}

    /** The paths of a machine in it; empty when it could have been written anywhere. */
    static List<String> foreignPaths(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        return PATHS.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(path -> !path.startsWith("golden:"))
                .toList();
    }
}
