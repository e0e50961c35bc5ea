package io.quorate.market;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SilenceWatchTest {

    @Test
    void silenceIsReportedOnceAndAgainAfterTheNextRecord() {
        SilenceWatch watch = new SilenceWatch(5_000, 2, 0);
        watch.record(3, 100);
        watch.record(7, 4_000);
        assertThat(watch.look(5_099)).isEmpty();
        assertThat(watch.look(5_100))
                .singleElement()
                .asString()
                .contains("partition 3")
                .contains("5000 ms");
        assertThat(watch.look(6_000)).isEmpty();
        assertThat(watch.silent(6_000)).isEqualTo(1);
        watch.record(3, 6_500);
        assertThat(watch.silent(7_000)).isZero();
        watch.record(7, 11_000);
        assertThat(watch.look(11_600)).singleElement().asString().contains("partition 3");
    }

    @Test
    void partitionsThatNeverCameAreReported() {
        SilenceWatch watch = new SilenceWatch(5_000, 2, 1_000);
        watch.record(0, 1_200);
        assertThat(watch.look(5_999)).isEmpty();
        assertThat(watch.look(6_000)).singleElement().asString().contains("[0]").contains("at least 2");
        assertThat(watch.silent(6_000)).isEqualTo(1);
    }
}
