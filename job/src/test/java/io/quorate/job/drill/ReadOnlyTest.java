package io.quorate.job.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadOnlyTest {

    @TempDir
    private Path dir;

    @Test
    void nothingCanBeWrittenUntilItIsClosedAndNothingIsGoneAfterwards() throws IOException {
        Path folder = Files.createDirectories(dir.resolve("job"));
        Files.createDirectories(folder.resolve("chk-1"));
        Files.writeString(folder.resolve("chk-1").resolve("_metadata"), "kept");
        ReadOnly held = ReadOnly.make(folder);
        try {
            assertThatThrownBy(() -> Files.createDirectories(folder.resolve("chk-2")))
                    .isInstanceOf(IOException.class);
        } finally {
            held.close();
        }
        Files.createDirectories(folder.resolve("chk-2"));
        assertThat(folder.resolve("chk-1").resolve("_metadata")).hasContent("kept");
    }
}
