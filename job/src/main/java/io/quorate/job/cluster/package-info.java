/** Flink, ZooKeeper and Kafka as processes of their own on this machine, and Flink's own command line. */
@NullMarked
package io.quorate.job.cluster;

import org.jspecify.annotations.NullMarked;
