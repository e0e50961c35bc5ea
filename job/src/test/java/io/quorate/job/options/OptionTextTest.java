package io.quorate.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionTextTest {

    @ParameterizedTest
    @CsvSource({
        "20ms,20,20ms",
        "5s,5000,5s",
        "0s,0,0ms",
        "90s,90000,90s",
        "10min,600000,10min",
        "10m,600000,10min",
        "1 h,3600000,1h",
        "2d,172800000,48h",
        "1500ms,1500,1500ms"
    })
    void durationsAreReadAndHaveOneForm(String text, long ms, String canonical) {
        assertThat(DurationText.parse(text)).isEqualTo(Duration.ofMillis(ms));
        assertThat(DurationText.format(Duration.ofMillis(ms))).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-1s", "1.5s", "1w", "999999999999999d", "1s2s"})
    void otherDurationsAreRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DurationText.parse(text))
                .withMessageContaining("was '" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({"512,512,512", "64KiB,65536,64KiB", "1 MiB,1048576,1MiB", "2gib,2147483648,2GiB", "1025,1025,1025"})
    void sizesAreReadAndHaveOneForm(String text, long bytes, String canonical) {
        assertThat(SizeText.parse(text)).isEqualTo(bytes);
        assertThat(SizeText.format(bytes)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1MB", "-1", "1.5MiB", "9999999999GiB"})
    void otherSizesAreRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SizeText.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5,5", "20,5", "1,5", "5;6", "5,", "10001"})
    void windowsMustAscend(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobOptions.WINDOWS.type().parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "70000", "9260-9250", "a", "1-", "-1"})
    void otherPortsAreRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobOptions.PROMETHEUS_PORT.type().parse(text));
    }

    @Test
    void distanceCountsSwapsOnce() {
        assertThat(NearestName.distance("latnecy", "latency")).isEqualTo(1);
        assertThat(NearestName.distance("", "abc")).isEqualTo(3);
        assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearestName.of("abcd", List.of("xyzw"))).isNull();
    }
}
