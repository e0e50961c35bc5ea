package io.quorate.schema.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.quality.QualityRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The bytes of the model-quality topic, one record of each subject a line; never changed. */
class QualityCodecTest {

    @Test
    void bytesAreThoseOfTheRelease() throws IOException {
        List<String> actual = new ArrayList<>();
        for (QualityRecord r : OutputFixtures.quality()) {
            actual.add(new String(QualityCodec.encode(r), UTF_8));
        }
        try (InputStream in = QualityCodecTest.class.getResourceAsStream("/golden/v1/model-quality.jsonl")) {
            String golden =
                    new String(Objects.requireNonNull(in, "model-quality.jsonl").readAllBytes(), UTF_8);
            assertThat(actual).isEqualTo(golden.lines().toList());
        }
    }
}
