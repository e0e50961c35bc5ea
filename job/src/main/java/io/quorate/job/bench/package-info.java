/** Measurements of the whole job: paced through Kafka, at full speed through Kafka, at full speed in memory. */
@NullMarked
package io.quorate.job.bench;

import org.jspecify.annotations.NullMarked;
