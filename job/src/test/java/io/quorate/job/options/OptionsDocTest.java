package io.quorate.job.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsDocTest {

    @Test
    void theDocumentAgreesWithTheCode() throws IOException {
        Path document = Path.of("..", "docs", "options.md");
        assertThat(Files.readString(document))
                .as("regenerate with: ./quorate options --markdown > docs/options.md")
                .isEqualTo(OptionsTable.markdown());
    }

    @Test
    void everyOptionHasItsOwnKeyAndASentence() {
        assertThat(JobOptions.all()).extracting(Option::key).doesNotHaveDuplicates();
        assertThat(JobOptions.all())
                .allSatisfy(
                        option -> assertThat(option.description()).endsWith(".").doesNotContain("|"));
    }
}
