package io.quorate.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs are done, waited for, and fail loudly. */
class WorkCrewTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void everyJobIsDoneBeforeTheWaitEnds(int size) {
        AtomicInteger done = new AtomicInteger();
        try (WorkCrew crew = new WorkCrew(size)) {
            for (int round = 0; round < 50; round++) {
                WorkCrew.Batch batch = new WorkCrew.Batch();
                for (int i = 0; i < 10; i++) {
                    crew.submit(batch, worker -> {
                        assertThat(worker).isBetween(0, size - 1);
                        // a job may add jobs to its own batch
                        crew.submit(batch, other -> done.incrementAndGet());
                    });
                }
                crew.await(batch);
                assertThat(done.get()).isEqualTo(10 * (round + 1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theFirstFailureIsThrownAfterTheOthersAreDone(int size) {
        AtomicInteger done = new AtomicInteger();
        try (WorkCrew crew = new WorkCrew(size)) {
            WorkCrew.Batch batch = new WorkCrew.Batch();
            crew.submit(batch, worker -> {
                throw new IllegalStateException("broken");
            });
            for (int i = 0; i < 20; i++) {
                crew.submit(batch, worker -> done.incrementAndGet());
            }
            assertThatThrownBy(() -> crew.await(batch))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("broken");
            assertThat(done.get()).isEqualTo(20);
        }
    }
}
