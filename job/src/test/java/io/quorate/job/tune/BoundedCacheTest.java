package io.quorate.job.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoundedCacheTest {

    @Test
    void whoAsksTogetherSharesOneValue() throws Exception {
        BoundedCache<String, Integer> cache = new BoundedCache<>(100, value -> 1);
        AtomicInteger made = new AtomicInteger();
        CountDownLatch asked = new CountDownLatch(4);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                work.add(() -> {
                    asked.countDown();
                    return cache.get("key", () -> {
                        asked.await();
                        return made.incrementAndGet();
                    });
                });
            }
            for (Future<Integer> value : threads.invokeAll(work)) {
                assertThat(value.get()).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theLeastRecentlyAskedForIsGivenUpBeyondTheWeight() throws Exception {
        BoundedCache<Integer, Integer> cache = new BoundedCache<>(30, value -> 10);
        for (int key : new int[] {1, 2, 3, 1, 4}) {
            cache.get(key, () -> key);
        }
        assertThat(cache.made()).isEqualTo(4);
        assertThat(cache.weight()).isEqualTo(30);
        cache.get(1, () -> 1);
        assertThat(cache.made()).isEqualTo(4);
        cache.get(2, () -> 2);
        assertThat(cache.made()).isEqualTo(5);
    }

    @Test
    void whatIsTooHeavyIsStillGiven() throws Exception {
        BoundedCache<Integer, Integer> cache = new BoundedCache<>(5, value -> 10);
        assertThat(cache.get(1, () -> 7)).isEqualTo(7);
        assertThat(cache.get(2, () -> 8)).isEqualTo(8);
        assertThat(cache.weight()).isEqualTo(10);
    }

    @Test
    void aFailureIsToldAndTriedAgain() throws Exception {
        BoundedCache<Integer, Integer> cache = new BoundedCache<>(5, value -> 1);
        assertThatThrownBy(() -> cache.get(1, () -> {
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no");
        assertThat(cache.get(1, () -> 3)).isEqualTo(3);
    }
}
