package io.quorate.job.drill;

/** What can be done to a running cluster, in the order of a whole drill. */
public enum Fault {
    TASKMANAGER_KILL("SIGKILL of a task manager; another is started at once"),
    TASKMANAGER_STORM("SIGKILLs of task managers at random times, recoveries included"),
    TASKMANAGER_PAUSE("SIGSTOP of a task manager beyond the heartbeat time-out, then SIGCONT"),
    JOBMANAGER_KILL("SIGKILL of the job manager; another takes over from ZooKeeper"),
    BROKER_KILL("SIGKILL of the only broker, started again 3 s later"),
    CHECKPOINTS_READ_ONLY("no checkpoint can be written for 10 s"),
    RESCALE("stop with savepoint and restore at another parallelism: 4, then 2");

    private final String description;

    Fault(String description) {
        this.description = description;
    }

    public String description() {
        return description;
    }
}
