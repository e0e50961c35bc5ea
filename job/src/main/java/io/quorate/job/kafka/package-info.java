/** Brokers and topics as the job's surroundings need them: an embedded broker, topic creation, whole-topic reads. */
@NullMarked
package io.quorate.job.kafka;

import org.jspecify.annotations.NullMarked;
