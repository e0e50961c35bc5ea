package io.quorate.job.savepoint;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;

/**
 * An operator of a job that is about to start.
 *
 * @param uid its uid; its hash when it has none
 * @param hash operator id, 32 hex digits
 * @param maxParallelism key groups it will have
 */
record JobOperator(String uid, String hash, int maxParallelism) {

    /** Every operator of a job. */
    static List<JobOperator> of(JobGraph job) {
        List<JobOperator> operators = new ArrayList<>();
        for (JobVertex vertex : job.getVertices()) {
            for (OperatorIDPair id : vertex.getOperatorIDs()) {
                String hash = id.getUserDefinedOperatorID()
                        .orElse(id.getGeneratedOperatorID())
                        .toHexString();
                String uid = id.getUserDefinedOperatorUid();
                operators.add(
                        new JobOperator(uid == null || uid.isEmpty() ? hash : uid, hash, vertex.getMaxParallelism()));
            }
        }
        return operators;
    }
}
