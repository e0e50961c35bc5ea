package io.quorate.job.options;

/** Where Flink keeps keyed state. */
public enum StateBackend {
    HASHMAP,
    ROCKSDB
}
